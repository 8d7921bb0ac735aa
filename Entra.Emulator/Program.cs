using Entra.Emulator.Authorize;
using Entra.Emulator.Control;
using Entra.Emulator.Graph;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth;
using Entra.Emulator.OAuth.DeviceCode;
using Entra.Emulator.OAuth.Discovery;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using ServiceDefaults;

namespace Entra.Emulator;

public static class Program
{
    public static Task<int> Main(string[] args) => AppRunner.RunAsync(() => Build(args));

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = AppBuilder.Create("Entra.Emulator", "Emulator", CommandLine.Expand(args));
        StartGuard.Check(builder);

        var files = StateFiles.In(builder.Configuration);
        builder.Services.AddSingleton(files);
        builder.AddTenant(files);
        builder.AddListeners();
        builder.AddCookieKeys(files);
        builder.AddOAuth(files);
        builder.AddSignInPages();
        builder.AddGraph();
        builder.AddDataDirectoryCheck(StateFiles.Subfolder);
        configure?.Invoke(builder);
        builder.AddEmulatorControl();

        var app = builder.Build();
        app.OpenTenant();
        app.UseEmulatorSecurityHeaders();
        app.UseUnreadableBodies();
        app.UseAssets();
        app.UseFaultInjection();
        app.UseAuthentication();
        app.MapSignInPages();
        app.MapInstanceDiscovery();
        app.MapDeviceAuthorization();
        app.MapUnknownTenantEndpoints();
        app.MapGraph();
        app.MapEmulatorControl();
        app.MapRevocationFeed();
        app.MapHealth();
        app.AnnounceAddresses();
        return app;
    }
}
