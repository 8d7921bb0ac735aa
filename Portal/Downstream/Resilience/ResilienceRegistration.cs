using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Metrics;

namespace Portal.Downstream.Resilience;

/// <summary>Adds the pipeline of an API to an HTTP client.</summary>
internal static class ResilienceRegistration
{
    /// <param name="builder">The client; handlers that are added later run once for each try.</param>
    /// <param name="api">Clients with the same name share one pipeline.</param>
    /// <param name="limits">Reads the limits from the settings.</param>
    public static IHttpClientBuilder AddApiPipeline(
        this IHttpClientBuilder builder, string api, Func<IServiceProvider, ApiLimits> limits)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddKeyedSingleton(api, (provider, _) => new ApiPipeline(
            api,
            limits(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ApiPipeline>>()));
        return builder
            .AddHttpMessageHandler(provider => new ApiPipelineHandler(
                provider.GetRequiredKeyedService<ApiPipeline>(api), provider.GetRequiredService<PortalMetrics>()))
            .AddHttpMessageHandler(provider => new ClaimsChallengeFilter(
                api, provider.GetRequiredService<ILogger<ClaimsChallengeFilter>>()));
    }
}
