namespace AppB.Sample;

/// <summary>Headers of every response: its data is for one caller, and it is always JSON.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Set when the response starts, because the exception handler clears earlier headers.
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";

            return Task.CompletedTask;
        }, context);
        return next(context);
    });
}
