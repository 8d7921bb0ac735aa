using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Support;

/// <summary>
/// A running portal and the authority that it trusts, with a data directory of their own. Fixtures add what their tests
/// need.
/// </summary>
internal sealed class StartedPortal : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<string> _settings;
    private readonly Action<WebApplicationBuilder>? _configure;

    private StartedPortal(IReadOnlyList<string> settings, Action<WebApplicationBuilder>? configure) =>
        (_settings, _configure) = (settings, configure);

    public TestAuthority Authority { get; private set; } = null!;

    public WebApplication App { get; private set; } = null!;

    public Uri Address => new(App.Urls.First());

    public string DataDirectory => _folder.Path;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="settings">Besides those of <see cref="ApiFixture.Settings"/>.</param>
    public static async Task<StartedPortal> StartAsync(
        IReadOnlyList<string> settings, Action<WebApplicationBuilder>? configure = null)
    {
        var portal = new StartedPortal(settings, configure);
        try
        {
            portal.Authority = await TestAuthority.StartAsync(portal.DataDirectory, Cancellation);
            await portal.StartAppAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Restarts the portal on the same data, on another port.</summary>
    public async Task RestartAsync()
    {
        await App.StopAsync(Cancellation);
        await App.DisposeAsync();
        await StartAppAsync();
    }

    /// <summary>A client that follows no redirects and keeps no cookies.</summary>
    public HttpClient NewClient() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
        if (Authority is not null)
            await Authority.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAppAsync()
    {
        App = Program.Build([.. ApiFixture.Settings(Authority, _folder), .. _settings], builder =>
        {
            builder.Logging.ClearProviders();
            _configure?.Invoke(builder);
        });
        await App.StartAsync(Cancellation);
    }
}
