using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics;

/// <summary>The Setup check: <c>GET /api/setup</c> and <c>--check-setup</c>.</summary>
internal static class DiagnosticsRegistration
{
    public static void AddDiagnostics(this IServiceCollection services)
    {
        services.AddScoped<DiagnosticChecks>();
        services.AddScoped<DiagnosticsRunner>();
        services.AddSingleton<ReportStamps>();
        services.AddScoped<AuthorityDocuments>();
        services.AddScoped<AuthorizeProbe>();
        services.AddScoped<AppTokenProbe>();
        services.AddScoped<ApiDocuments>();

        // By a factory, because what it needs is registered with Redis only.
        services.AddScoped(provider => ActivatorUtilities.CreateInstance<InstancesProbe>(provider));

        // Trust in a loopback authority is registered elsewhere. The checks need the redirects themselves.
        services.AddHttpClient(AuthorityDocuments.ClientName)
            .ConfigureHttpClient(client => client.MaxResponseContentBufferSize = 1024 * 1024)
            .ConfigurePrimaryHttpMessageHandler((handler, _) => Stay(handler));
    }

    private static void Stay(HttpMessageHandler handler)
    {
        switch (handler)
        {
            case HttpClientHandler plain:
                (plain.AllowAutoRedirect, plain.UseCookies) = (false, false);
                break;
            case SocketsHttpHandler sockets:
                (sockets.AllowAutoRedirect, sockets.UseCookies) = (false, false);
                break;
        }
    }
}
