using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Portal.Tests.Support;

/// <summary>
/// The portal alone with a clock that the tests move, and an authority at which a browser without scripts can sign in.
/// </summary>
public sealed class PortalHost : IAsyncLifetime
{
    private StartedPortal _portal = null!;

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public TestAuthority Authority => _portal.Authority;

    public string DataDirectory => _portal.DataDirectory;

    public IServiceProvider Services => _portal.App.Services;

    public Uri Address => _portal.Address;

    public async ValueTask InitializeAsync() =>
        _portal = await StartedPortal.StartAsync([], builder => builder.Services.AddSingleton<TimeProvider>(Clock));

    /// <summary>Restarts the portal on the same data, on another port.</summary>
    public Task RestartAsync() => _portal.RestartAsync();

    internal SignInBrowser NewBrowser() => new(Address, Authority);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();
}
