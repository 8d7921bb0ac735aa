using MudBlazor.Services;

namespace Portal.Benchmarks.Circuits.Peers;

/// <summary>A small Blazor Server app with the same rows in other grids.</summary>
internal static class PeerServer
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        ServerProbe.Add(builder);

        var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<PeerApp>().AddInteractiveServerRenderMode();
        return app;
    }
}
