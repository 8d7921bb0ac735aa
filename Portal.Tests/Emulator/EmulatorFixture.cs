using Portal.Tests.Support;

namespace Portal.Tests.Emulator;

/// <summary>One emulator for the tests of a class.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private EmulatorHost? _host;
    private HttpClient? _http;

    internal EmulatorHost Host => _host ?? throw new InvalidOperationException("The emulator is not started.");

    internal TokenEndpoint Tokens => new(Host, _http!);

    /// <summary>Trusts the emulator, keeps no cookies, follows no redirects.</summary>
    public HttpClient Http => _http!;

    /// <summary>A browser without a session.</summary>
    internal EmulatorBrowser NewBrowser() => new(Host);

    public async ValueTask InitializeAsync()
    {
        _host = await EmulatorHost.StartAsync(_data.Path);
        _http = new HttpClient(Host.CreateHandler());
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();

        _data.Dispose();
    }
}
