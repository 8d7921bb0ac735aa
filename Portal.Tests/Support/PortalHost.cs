using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Portal.Tests.Support;

/// <summary>
/// The portal alone with a clock that the tests move, and an authority at which a browser without scripts can sign in.
/// </summary>
public sealed class PortalHost : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public TestAuthority Authority { get; private set; } = null!;

    public string DataDirectory => _folder.Path;

    public IServiceProvider Services => _app.Services;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Authority = await TestAuthority.StartAsync(_folder.Path, TestContext.Current.CancellationToken);
        await StartAsync();
    }

    /// <summary>Restarts the portal on the same data, on another port.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        await StartAsync();
    }

    internal SignInBrowser NewBrowser() => new(Address, Authority);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Authority.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync()
    {
        _app = Program.Build(ApiFixture.Settings(Authority, _folder), builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(Clock);
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_app.Urls.First());
    }
}
