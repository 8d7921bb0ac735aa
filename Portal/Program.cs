using AccessContract.AspNetCore;
using Portal.Audit;
using Portal.Auth;
using Portal.Client;
using Portal.Components;
using Portal.Database;
using Portal.Demo;
using Portal.Diagnostics;
using Portal.Diagnostics.CommandLine;
using Portal.Downstream;
using Portal.Exports;
using Portal.Graph;
using Portal.Hosting;
using Portal.Hosting.AzureSignalR;
using Portal.Hosting.Limits;
using Portal.Hosting.Telemetry;
using Portal.Instances;
using Portal.Redis;
using Portal.Tracing;
using ServiceDefaults;
using ServiceDefaults.LoopbackAuthority;

namespace Portal;

public static class Program
{
    public static Task<int> Main(string[] args) =>
        HealthCommand.Find(args) is { } address ? HealthCommand.RunAsync(address)
        : DiagnosticsCommand.Find(args) is { } checkSetup ? checkSetup.RunAsync()
        : TryApiCommand.Find(args) is { } tryApi ? tryApi.RunAsync()
        : DatabaseCommand.Find(args) is { } database ? database.RunAsync()
        : AppRunner.RunAsync(() => Build(args));

    /// <summary>The portal, ready to run; Demo and the tests start it in their own process.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = AppBuilder.Create("Portal", "Portal", args);
        builder.AddForwardedHost();
        builder.AddOutgoingHttp();
        builder.AddSecurityHeaders();
        builder.AddSecretLogFilter();
        builder.AddRedis();
        builder.AddDatabase();
        builder.AddInstances();
        builder.AddPortalAuthentication();
        builder.Services.AddRequestLimits();
        builder.AddDownstream();
        builder.AddGraph();
        builder.AddAudit();
        builder.AddDemo();
        builder.AddPortalClient();
        builder.AddPortalApi();
        builder.Services.AddPortalExports();
        builder.Services.AddDiagnostics();
        builder.Services.AddPortalComponents().AddCircuitGuard();
        CircuitStateCache.Add(builder);
        builder.AddAzureSignalR();
        builder.AddTracing();
        builder.AddTelemetry();
        builder.AddDataDirectoryCheck("portal");
        builder.Services.AddHealthChecks().AddSigningKeys([HealthEndpoints.ReadyTag], HealthEndpoints.CheckTimeout);
        builder.AddLoopbackAuthority();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UsePathBase();
        app.UseSecurityHeaders();
        app.UseCircuitGuard();
        app.UseCircuitOrigins();
        app.UseApiTrace();
        app.UseErrorPages();
        app.UsePageAuthentication();
        app.UseRequestLimits();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapHealth();
        app.MapStaticAssets().AllowAnonymous();
        app.MapControllers();
        app.MapSession();
        app.MapAdministratorConsent();
        app.MapPortalApi();
        app.MapExports();
        app.MapOpenApi().RequireAuthorization();
        app.MapPortalComponents();
        return app;
    }
}
