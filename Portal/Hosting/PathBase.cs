namespace Portal.Hosting;

/// <summary>
/// Serves the portal below a path, so that it can share a host name with other apps behind a proxy. Links are relative to
/// the <c>base</c> element; addresses of redirects start with <see cref="HttpRequest.PathBase"/>.
/// </summary>
internal static class PathBase
{
    private const string Setting = "PathBase";
    private const string Health = "/health";

    /// <exception cref="InvalidOperationException">The setting is not a path.</exception>
    public static void UsePathBase(this WebApplication app)
    {
        if (app.Configuration[Setting] is not { Length: > 0 } prefix)
            return;

        if (!IsPath(prefix))
        {
            throw new InvalidOperationException(
                $"Setting {Setting} (or Portal:{Setting}) is {prefix}. It must be a path such as /obo: it starts with a slash, ends "
                + "without one, and contains letters, digits, hyphens, dots and underscores, but no dot segments. "
                + $"Its first segment cannot be {ApiEndpoints.Prefix[1..]} or {Health[1..]}.");
        }

        app.Use((context, next) => RefuseOthers(context, next, new PathString(prefix)));
        UsePathBaseExtensions.UsePathBase(app, prefix);
    }

    private static bool IsPath(string prefix) =>
        prefix is ['/', ..]
        && prefix[1..].Split('/') is var segments
        && segments[0] is var first
        && !IsOwn($"/{first}")
        && segments.All(s => s is not ("" or "." or "..") && s.All(IsAllowed));

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_';

    // Health checks of the proxy and the pages' own calls use the instance's address, not the public one.
    private static bool IsOwn(PathString path) =>
        path.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase) || ApiEndpoints.Contains(path);

    // Elsewhere pages would not work: their links, cookies and redirect URIs contain the prefix as it is configured.
    private static Task RefuseOthers(HttpContext context, RequestDelegate next, PathString prefix)
    {
        var request = context.Request;
        var isBelow = request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest) && rest.HasValue;
        if (isBelow || IsOwn(request.Path))
        {
            // WebApplication has routed the path with the prefix. UsePathBase routes again, but not if there is an endpoint,
            // such as the one that answers 405.
            context.SetEndpoint(endpoint: null);
            request.RouteValues.Clear();
            return next(context);
        }

        if (request.Path == prefix)
            context.Response.Redirect($"{prefix}/{request.QueryString}", permanent: true, preserveMethod: true);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;

        return Task.CompletedTask;
    }
}
