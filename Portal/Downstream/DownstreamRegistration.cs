using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Portal.Contracts.Trace;
using Portal.Downstream.Contract;
using Portal.Downstream.Resilience;
using Portal.Tracing;
using ServiceDefaults;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Downstream;

/// <summary>Registers every API under <c>DownstreamApis</c>: its calls, its HTTP client, its contract.</summary>
internal static class DownstreamRegistration
{
    // One read at a time. A failed read keeps the last good document and is repeated soon, because the API may recover.
    private static readonly FusionCacheEntryOptions PublishedDocuments = new()
    {
        Duration = TimeSpan.FromMinutes(5),
        IsFailSafeEnabled = true,
        FailSafeMaxDuration = TimeSpan.FromDays(1),
        FailSafeThrottleDuration = TimeSpan.FromSeconds(15),
    };

    public static void AddDownstream(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(DownstreamApiSettings.SectionName);
        var names = section.GetChildren().Select(child => child.Key).ToList();

        builder.Services.AddSingleton(new DownstreamApis(names));
        builder.Services.AddSingleton<IValidateOptions<DownstreamApiSettings>, DownstreamApiSettings.Validator>();
        builder.Services.AddScoped<OnBehalfOf>();
        builder.Services.AddScoped<AppOnlyCall>();
        builder.Logging.AddFilter(typeof(FusionCache).FullName, LogLevel.Warning); // it logs each use as information
        builder.Services.AddFusionCache().WithDefaultEntryOptions(PublishedDocuments);
        builder.Services.AddSingleton<ContractStore>();
        builder.Services.AddSingleton<ValidationStore>();
        foreach (var name in names)
            AddDownstreamApi(builder.Services, name, section.GetSection(name));
    }

    private static void AddDownstreamApi(IServiceCollection services, string name, IConfigurationSection section)
    {
        services.AddOptions<DownstreamApiSettings>(name).Bind(section).ValidateOnStart();
        services.AddDownstreamApi(name, section);

        // Two registrations of the same app: without a name, on-behalf-of would use the web sign-in's (AADSTS500131).
        services.PostConfigure<DownstreamApiOptions>(
            name, o => o.AcquireTokenOptions.AuthenticationOptionsName ??= JwtBearerDefaults.AuthenticationScheme);

        // Each try is a hop of its own in the trace.
        services.AddHttpClient(name).Configure(name)
            .AddApiPipeline(name, provider => ApiLimits.Of(Settings(provider, name)))
            .AddHttpMessageHandler(provider => new TracingHandler(provider.GetRequiredService<RequestTraces>(), TraceParties.Backend, name))
            .AddHttpMessageHandler(() => new UnbufferedResponseHandler());

        // Without pauses: what an API publishes explains its refusals, also while calls for data are paused.
        var documents = ContractStore.ClientName(name);
        services.AddHttpClient(documents).Configure(name)
            .ConfigureHttpClient((provider, client) => KeepHeadersAtHome(client, Settings(provider, name)))
            .AddApiPipeline(documents, provider => ApiLimits.Of(Settings(provider, name)) with { HasPauses = false });
    }

    // The document may be published elsewhere, for example at a developer portal. A header can contain an API key.
    private static void KeepHeadersAtHome(HttpClient client, DownstreamApiSettings settings)
    {
        if (!settings.HasOwnDocument)
            client.DefaultRequestHeaders.Clear();
    }

    // As the settings may be: in Development, an API may have a link-local address.
    private static Predicate<IPAddress> RefusedBy(IHostEnvironment environment) =>
        environment.IsDevelopment() ? ReservedAddress.IsMetadata : ReservedAddress.Contains;

    private static DownstreamApiSettings Settings(IServiceProvider provider, string api) =>
        provider.GetRequiredService<IOptionsMonitor<DownstreamApiSettings>>().Get(api);

    // The factory's loggers would run for each call; the trace records what they would log.
    private static IHttpClientBuilder Configure(this IHttpClientBuilder builder, string api) => builder
        .RemoveAllLoggers()
        .ConfigureHttpClient((provider, client) =>
        {
            var settings = Settings(provider, api);
            client.Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds);
            client.MaxResponseContentBufferSize = settings.MaxResponseBytes;
            foreach (var (name, value) in settings.Headers)
                client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        })
        .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            ConnectCallback = new SafeConnection(RefusedBy(provider.GetRequiredService<IHostEnvironment>())).OpenAsync,
        });
}
