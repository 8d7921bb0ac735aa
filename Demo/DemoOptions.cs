namespace Demo;

/// <summary>What a start of the three may change. Everything else comes from the root <c>appsettings.json</c>.</summary>
public sealed record DemoOptions
{
    /// <summary>Settings as on a command line, for all three apps: <c>--Portal:Urls=http://localhost:8100</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Lets tests add to an app's services before it is built.</summary>
    public Action<WebApplicationBuilder>? ConfigurePortal { get; init; }

    /// <inheritdoc cref="ConfigurePortal" />
    public Action<WebApplicationBuilder>? ConfigureAppB { get; init; }

    /// <inheritdoc cref="ConfigurePortal" />
    public Action<WebApplicationBuilder>? ConfigureEmulator { get; init; }

    /// <summary>Every app on a free port, reached under <c>localhost</c>, with its own data.</summary>
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
