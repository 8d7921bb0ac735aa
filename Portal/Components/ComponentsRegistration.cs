using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using Portal.Components.Access;
using Portal.Components.AdminSetup;
using Portal.Components.Data;
using Portal.Components.Demo;
using Portal.Components.Exports;
using Portal.Components.Layout;
using Portal.Components.Rows;
using Portal.Components.Shared;
using Portal.Redis;

namespace Portal.Components;

/// <summary>Registers and maps the pages.</summary>
public static class ComponentsRegistration
{
    /// <summary>
    /// How long a call of a script may take. Longer than the framework keeps a circuit without a connection: a call that a
    /// lost browser never answers then ends with its circuit, and not as an error in the log. Not much longer: also a circuit
    /// that was closed stays in memory until its calls have ended.
    /// </summary>
    internal static readonly TimeSpan ScriptTimeout = new CircuitOptions().DisconnectedCircuitRetentionPeriod + TimeSpan.FromSeconds(10);

    public static IServerSideBlazorBuilder AddPortalComponents(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AccessWatchOptions>().BindConfiguration(AccessWatchOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessWatchOptions>, AccessWatchValidator>();
        services.AddScoped<ViewCatalogSource>();
        services.AddScoped<AccessSource>();
        services.AddScoped<AdminSetupSource>();
        services.AddScoped<DemoControls>();
        services.AddScoped<DemoStage>();
        services.AddScoped<VisitorCulture>();
        services.AddScoped<CircuitExports>();
        services.AddSingleton<StopNotice>();
        services.AddHostedService(provider => provider.GetRequiredService<StopNotice>());
        services.AddSingleton(provider => new InterruptedDrafts(provider.GetService<EncryptedEntries>()));
        services.AddScoped<BrowserTab>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<BrowserTab>());
        return services.AddRazorComponents()
            .AddInteractiveServerComponents(options => options.JSInteropDefaultCallTimeout = ScriptTimeout);
    }

    public static void MapPortalComponents(this WebApplication app) =>
        app.MapRazorComponents<App>()
            // The portal's own CSP already sets frame-ancestors; Blazor would add a second, weaker header.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
}
