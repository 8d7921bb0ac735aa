using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using ServiceDefaults;

namespace Entra.Emulator.Control;

/// <summary>The response to a JSON body that cannot be read: 400, with the invalid member.</summary>
internal sealed class UnreadableBody : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
            return false;

        var member = bad.InnerException is JsonException json ? StrictJson.MemberOf(json) : null;
        await TypedResults.Problem(
            (member is null ? "The body" : $"The member {member}") + " is not valid: send JSON with each member once.",
            statusCode: bad.StatusCode).ExecuteAsync(httpContext);
        return true;
    }
}

internal static class UnreadableBodyExtensions
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Other exceptions stay unhandled: they are bugs of the emulator.</summary>
    public static void UseUnreadableBodies(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context =>
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return Task.CompletedTask;
            },
        });
        app.UseJsonBodyCheck(MaxBytes);
    }
}
