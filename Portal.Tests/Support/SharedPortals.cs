using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Tests.Browser;

namespace Portal.Tests.Support;

/// <summary>
/// Several portals with one authority and one Redis, each with a data directory of its own and the real clock. They stay
/// until the end: Microsoft.IdentityModel keeps the HTTP client of the first portal in the process that used an authority.
/// </summary>
public sealed class SharedPortals : IAsyncLifetime
{
    private readonly List<TemporaryFolder> _folders = [new()];
    private readonly List<WebApplication> _portals = [];

    public RedisServer Redis { get; } = new();

    public TestAuthority Authority { get; private set; } = null!;

    /// <summary>Everything that the portals logged.</summary>
    public LogWatch Log { get; } = new();

    /// <summary>Options of the connection string.</summary>
    public string RedisOptions { get; set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Redis.InitializeAsync();
        Authority = await TestAuthority.StartAsync(_folders[0].Path, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _portals)
            await portal.DisposeAsync();

        await Authority.DisposeAsync();
        await Redis.DisposeAsync();
        _folders.ForEach(folder => folder.Dispose());
    }

    /// <summary>Another instance, with nothing but settings.</summary>
    public async Task<WebApplication> StartAsync(params string[] settings)
    {
        var portal = Build(settings);
        _portals.Add(portal);
        await portal.StartAsync(TestContext.Current.CancellationToken);
        return portal;
    }

    public WebApplication Build(params string[] settings)
    {
        // Trust in the authority's certificate is a file too.
        var folder = new TemporaryFolder();
        _folders.Add(folder);
        var certificate = Directory.CreateDirectory(Path.Combine(folder.Path, "certificate")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(_folders[0].Path, "certificate")))
            File.Copy(file, Path.Combine(certificate, Path.GetFileName(file)));

        return Program.Build(
            [
                .. ApiFixture.Settings(Authority, folder),
                $"--ConnectionStrings:redis={Redis.ConnectionString}{RedisOptions}",
                .. settings,
            ],
            builder => Log.Attach(builder));
    }

    /// <summary>Ends an instance.</summary>
    public async Task StopAsync(WebApplication portal)
    {
        await portal.StopAsync(TestContext.Current.CancellationToken);
        await portal.DisposeAsync();
        _portals.Remove(portal);
    }

    internal SignInBrowser NewBrowser(WebApplication portal, SignInBrowser? cookiesOf = null) => cookiesOf is null
        ? new(new Uri(portal.Urls.First()), Authority)
        : new(new Uri(portal.Urls.First()), Authority) { Cookies = new(cookiesOf.Cookies, StringComparer.Ordinal) };
}
