using Microsoft.AspNetCore.Routing.Template;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Hosting;

/// <summary>
/// Whatever no other endpoint takes: problem+json behind the same authorization, instead of the pages' not-found page or
/// a redirect to sign-in.
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
                "The portal's API has nothing here. /openapi/v1.json lists what it has."));
        }

        // Routing passes over an endpoint that takes this method, but no such body.
        if (methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            return ProblemResponse.WriteAsync(context, new ApiProblem(
                ProblemCodes.RequestInvalid,
                StatusCodes.Status415UnsupportedMediaType,
                "Media type unsupported",
                "This address takes a body of application/json."));
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return ProblemResponse.WriteAsync(context, new ApiProblem(
            ProblemCodes.RequestInvalid,
            StatusCodes.Status405MethodNotAllowed,
            "Method not allowed",
            $"This address takes {string.Join(", ", methods)}."));
    }

    // A catch-all takes every method, so routing no longer notices that only the method was wrong.
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
