using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders.InMemory;
using ServiceDefaults.LoopbackAuthority;

namespace Background.Sample;

/// <summary>
/// Registers client credentials with Microsoft.Identity.Web and the two APIs that are called with them.
/// </summary>
internal static class BackgroundSetup
{
    public const string AppB = "AppB";
    public const string Portal = "Portal";

    private const string Apis = "DownstreamApis";
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    public static void AddBackground(this HostApplicationBuilder builder)
    {
        builder.AddLoopbackAuthority();
        BackgroundSettings.Check(builder.Configuration, builder.Environment);

        var services = builder.Services;
        services.Configure<MicrosoftIdentityApplicationOptions>(builder.Configuration.GetSection("AzureAd"));
        services.AddTokenAcquisition(isTokenAcquisitionSingleton: true);
        services.AddInMemoryTokenCaches();
        foreach (var api in new[] { AppB, Portal })
        {
            services.AddDownstreamApi(api, builder.Configuration.GetSection($"{Apis}:{api}"));
            services.AddHttpClient(api, client => client.Timeout = CallTimeout);
        }

        // MSAL uses the unnamed client for the authority.
        services.AddHttpClient(Options.DefaultName, client => client.Timeout = CallTimeout)
            .AddHttpMessageHandler(provider => new RecordingHandler(provider.GetRequiredService<RunRecord>(), RunRecord.Authority));
        services.AddHttpClient(AppB)
            .AddHttpMessageHandler(provider => new RecordingHandler(provider.GetRequiredService<RunRecord>(), AppB));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RunRecord>();
        services.AddSingleton<OrdersRun>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RunReporter>(
            provider, BackgroundSettings.IsReporting(builder.Configuration)));

        // The console shows the output of the run only.
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Logging.AddFilter(level => level == LogLevel.Critical);
    }
}
