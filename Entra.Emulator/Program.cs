using Entra.Emulator.Authorize;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace Entra.Emulator;

public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            await Build(args).RunAsync();
            return 0;
        }
        catch (Exception e) when (e is StartRefusedException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = AppBuilder.Create("Entra.Emulator", "Emulator", args);
        StartGuard.Check(builder);

        var files = StateFiles.In(builder.Configuration);
        builder.Services.AddSingleton(files);
        builder.Services.AddSingleton(TenantSeed.Load());
        builder.Services.AddSingleton<Consents>();
        builder.AddListeners();
        builder.AddCookieKeys(files);
        builder.AddOAuth(files);
        builder.AddSignInPages();
        builder.Services.AddHealthChecks();
        configure?.Invoke(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);

        var app = builder.Build();
        app.UsePageHeaders();
        app.UseAssets();
        app.UseAuthentication();
        app.MapSignInPages();
        app.MapInstanceDiscovery();
        app.MapUnknownTenants();
        app.MapHealth();
        app.AnnounceAddresses();
        return app;
    }
}
