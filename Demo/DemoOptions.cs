namespace Demo;

/// <summary>Options of a demo. All other settings come from the root <c>appsettings.json</c>.</summary>
public sealed record DemoOptions
{
    /// <summary>Command line settings for all three apps: <c>--Portal:Urls=http://localhost:8100</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Lets tests add to an app's services before it is built.</summary>
    public Action<WebApplicationBuilder>? ConfigurePortal { get; init; }

    /// <inheritdoc cref="ConfigurePortal" />
    public Action<WebApplicationBuilder>? ConfigureAppB { get; init; }

    /// <inheritdoc cref="ConfigurePortal" />
    public Action<WebApplicationBuilder>? ConfigureEmulator { get; init; }

    /// <summary>Runs every app on a free port of <c>localhost</c>, with its own data directory.</summary>
    public static DemoOptions OnFreePorts(string dataDirectory, params string[] arguments) => new()
    {
        Arguments =
        [
            "--Emulator:BrowserUrl=http://localhost:0",
            "--Emulator:BackChannelUrl=https://localhost:0",
            "--AppB:Urls=http://127.0.0.1:0",
            "--Portal:Urls=http://127.0.0.1:0",
            $"--DataDirectory={dataDirectory}",
            .. arguments,
        ],
    };
}
