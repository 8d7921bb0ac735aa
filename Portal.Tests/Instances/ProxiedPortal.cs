using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>A portal behind both proxies, for tests of one class.</summary>
public sealed class ProxiedPortal : IAsyncLifetime
{
    /// <summary>What a portal needs behind a proxy that terminates TLS.</summary>
    public static readonly string[] Settings = ["--FORWARDEDHEADERS_ENABLED=true", "--Portal:AllowedHosts=localhost;127.0.0.1"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, ReverseProxy> _proxies = new(StringComparer.Ordinal);
    private WebApplication _app = null!;

    public TestAuthority Authority { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Authority = await TestAuthority.StartAsync(_folder.Path, cancellation);
        _app = Program.Build(
            [.. ApiFixture.Settings(Authority, _folder), .. Settings],
            builder => builder.Logging.ClearProviders());
        await _app.StartAsync(cancellation);
    }

    /// <summary>The proxy in front of the portal; skips the test if it is not installed.</summary>
    internal async Task<ReverseProxy> BehindAsync(string kind)
    {
        if (!_proxies.TryGetValue(kind, out var proxy))
            _proxies[kind] = proxy = await ReverseProxy.StartAsync(kind, new Uri(_app.Urls.First()));

        return proxy;
    }

    internal SignInBrowser NewBrowser(ReverseProxy proxy) => new(proxy.Address, Authority, ProxyCertificate.CreateHandler());

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies.Values)
            await proxy.DisposeAsync();

        await _app.DisposeAsync();
        await Authority.DisposeAsync();
        _folder.Dispose();
    }
}
