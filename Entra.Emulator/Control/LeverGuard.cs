using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.Control;

/// <summary>
/// Keeps web pages away from the levers. Listeners and host names are the machine's own already; but a page from
/// anywhere, open in a browser here, can send requests to them. It cannot add this header without asking first, which
/// nobody answers.
/// </summary>
internal sealed class LeverGuard : IEndpointFilter
{
    public const string Header = "X-Emulator-Lever";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!request.Headers.ContainsKey(Header))
            return Refuse($"The header {Header} is missing.");
        if (HttpMethods.IsPost(request.Method) && !request.HasJsonContentType())
            return Refuse("The body must be application/json.");
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site != "same-origin")
            return Refuse("Pages of other sites cannot pull levers.");
        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}")
            return Refuse("Pages of other origins cannot pull levers.");

        return await next(context);
    }

    private static ProblemHttpResult Refuse(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status403Forbidden);
}
