using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Portal.Contracts.Trace;
using Portal.Downstream.Resilience;
using Portal.Tracing;

namespace Portal.Graph;

/// <summary>Registers Microsoft Graph once for each purpose, so that each requests its own consent.</summary>
internal static class GraphRegistration
{
    private const string Party = "Microsoft Graph";
    private const long MaxResponseBytes = 8 * 1024 * 1024;
    private static readonly ApiLimits Limits = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), MaxConcurrentCalls: 200);

    public static void AddGraph(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<GraphOptions>().BindConfiguration(GraphOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GraphOptions>, GraphOptions.Validator>();
        if (Uri.TryCreate(builder.Configuration["AzureAd:Instance"], UriKind.Absolute, out var instance))
            services.PostConfigure<GraphOptions>(o => o.BaseUrl ??= GraphOptions.For(instance));

        services.AddScoped<GraphClient>();
        services.AddScoped<ReadBatch>();
        services.AddScoped<AppRoles>();
        services.AddScoped<PrincipalSearch>();
        foreach (var purpose in GraphPurpose.All)
            AddPurpose(services, purpose);
    }

    private static void AddPurpose(IServiceCollection services, GraphPurpose purpose)
    {
        services.AddDownstreamApi(purpose.Name, o =>
        {
            o.Scopes = [.. purpose.Scopes];
            o.AcquireTokenOptions.AuthenticationOptionsName = JwtBearerDefaults.AuthenticationScheme;
        });
        services.AddOptions<DownstreamApiOptions>(purpose.Name)
            .Configure<IOptions<GraphOptions>>((o, graph) => o.BaseUrl = graph.Value.BaseUrl?.AbsoluteUri);
        services.AddHttpClient(purpose.Name)
            .ConfigureHttpClient(client =>
                (client.Timeout, client.MaxResponseContentBufferSize) = (Limits.Timeout, MaxResponseBytes))
            .AddApiPipeline(Party, _ => Limits)
            .AddHttpMessageHandler(provider => new TracingHandler(
                provider.GetRequiredService<RequestTraces>(), TraceParties.Backend, Party));
    }
}
