using Entra.Emulator.Hosting;

namespace Portal.Benchmarks.Hop;

/// <summary>The emulator in this process, on the core of the load: what it does is not part of any figure.</summary>
internal sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmulatorHost(WebApplication app, TokenRequestCounter tokenRequests)
    {
        _app = app;
        TokenRequests = tokenRequests;
        Addresses = app.Services.GetRequiredService<EmulatorAddresses>();
    }

    public EmulatorAddresses Addresses { get; }

    public TokenRequestCounter TokenRequests { get; }

    public static async Task<EmulatorHost> StartAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var tokenRequests = new TokenRequestCounter();
        var app = global::Entra.Emulator.Program.Build(
            [
                "--environment=Development",
                "--Emulator:BrowserUrl=http://localhost:0",
                "--Emulator:BackChannelUrl=https://localhost:0",
                $"--DataDirectory={dataDirectory}",
                "--Logging:LogLevel:Default=Warning",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
            ],
            builder => builder.Services.AddSingleton<IStartupFilter>(tokenRequests));
        await app.StartAsync(cancellationToken);
        return new(app, tokenRequests);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
