using Microsoft.AspNetCore.Routing.Template;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Hosting;

/// <summary>
/// Handles requests under <c>/api</c> that match no other endpoint: problem+json behind the same authorization, instead
/// of the not-found page or a redirect to sign-in.
/// </summary>
internal static class UnmatchedEndpoints
{
    private const string Rest = "{**rest}";

    public static void MapUnmatched(this IEndpointRouteBuilder api) => api.Map(Rest, Answer).ExcludeFromDescription();

    private static Task Answer(HttpContext context, EndpointDataSource endpoints)
    {
        var methods = MethodsOf(context.Request.Path, endpoints);
        if (methods.Count == 0)
        {
            return ProblemResponse.WriteAsync(context, new ApiProblem(
                ProblemCodes.NotFound,
                StatusCodes.Status404NotFound,
                "No such address",
                "The portal's API has no such endpoint. /openapi/v1.json lists all of them."));
        }

        // Routing skips an endpoint that accepts the method but not the content type.
        if (methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            return ProblemResponse.WriteAsync(context, new ApiProblem(
                ProblemCodes.RequestInvalid,
                StatusCodes.Status415UnsupportedMediaType,
                "Media type unsupported",
                "This endpoint requires a body of type application/json."));
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return ProblemResponse.WriteAsync(context, new ApiProblem(
            ProblemCodes.RequestInvalid,
            StatusCodes.Status405MethodNotAllowed,
            "Method not allowed",
            $"This endpoint supports {string.Join(", ", methods)}."));
    }

    // The catch-all route accepts every method, so routing does not produce the 405 itself.
    private static List<string> MethodsOf(PathString path, EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => IsOurs(e.RoutePattern.RawText)
                && new TemplateMatcher(new RouteTemplate(e.RoutePattern), []).TryMatch(path, []))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct(StringComparer.Ordinal),
    ];

    private static bool IsOurs(string? pattern) =>
        pattern?.StartsWith(ApiEndpoints.Prefix, StringComparison.Ordinal) is true
        && !pattern.EndsWith(Rest, StringComparison.Ordinal);
}
