using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.Control;

/// <summary>
/// Refuses control requests from web pages. The emulator listens on loopback only, but any page open in a browser on
/// this machine can send requests to it. A page on another origin cannot send the required header: the browser would
/// send a CORS preflight first, and the emulator does not answer preflights.
/// </summary>
internal sealed class ControlRequestFilter : IEndpointFilter
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
            return Refuse("Requests from pages of other sites are refused.");
        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}")
            return Refuse("Requests from pages of other origins are refused.");

        return await next(context);
    }

    private static ProblemHttpResult Refuse(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status403Forbidden);
}
