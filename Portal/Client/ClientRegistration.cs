using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Portal.Contracts.Trace;
using Portal.Tracing;

namespace Portal.Client;

internal static class ClientRegistration
{
    private const string SectionName = "Api";

    public static void AddPortalClient(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PortalApiOptions>()
            .BindConfiguration(SectionName)
            .Configure<IConfiguration>((o, configuration) =>
                o.Scope = $"{configuration["AzureAd:ClientId"]}/user_impersonation")
            .ValidateDataAnnotations();
        builder.Services.AddScoped<PortalToken>();
        builder.Services.AddScoped<PageActions>();
        builder.Services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<PageActions>());
        builder.Services.AddHttpClient<PortalApiClient>((provider, http) =>
        {
            http.BaseAddress = provider.GetRequiredService<IOptions<PortalApiOptions>>().Value.BaseUrl
                ?? OwnAddress(provider.GetRequiredService<IServer>());
            http.Timeout = TimeSpan.FromSeconds(15);
            http.MaxResponseContentBufferSize = 16 * 1024 * 1024;
        }).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler((handler, _) => UseNoProxy(handler)).AddHttpMessageHandler(
            provider => new TracingHandler(provider.GetRequiredService<RequestTraces>(), TraceParties.Pages, TraceParties.Backend));
    }

    // The pages' calls, with their tokens, stay on this machine and use http. A proxy of the environment would read them.
    private static void UseNoProxy(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
            sockets.UseProxy = false;
        else if (handler is HttpClientHandler plain)
            plain.UseProxy = false;
    }

    // The portal can reach itself this way even behind a proxy or when listening on every address.
    private static Uri OwnAddress(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The portal has no listening address yet. Set Portal:Api:BaseUrl.");
        return new Uri(address.Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal));
    }
}
