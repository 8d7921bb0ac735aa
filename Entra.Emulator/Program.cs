using ServiceDefaults;

namespace Entra.Emulator;

public static class Program
{
    public static Task Main(string[] args) => Build(args).RunAsync();

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = AppBuilder.Create("Entra.Emulator", "Emulator", args);
        builder.Services.AddHealthChecks();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapHealth();
        return app;
    }
}
