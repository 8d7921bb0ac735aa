using Demo;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>
/// All apps on free ports, shared by a group of journeys, which run one after another. Without the access watch
/// and the revocation check: open pages of an earlier journey would request tokens while a later one counts requests.
/// </summary>
public sealed class DemoFixture(BrowserFixture browser) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The data directory of the three apps, with the certificate to pin.</summary>
    public string DataDirectory => _folder.Path;

    public BrowserFixture Browser { get; } = browser;

    public DemoHost Demo { get; private set; } = null!;

    /// <summary>The cookies of users who have signed in, by user name.</summary>
    public IDictionary<string, IReadOnlyList<Cookie>> SignedIn { get; } =
        new Dictionary<string, IReadOnlyList<Cookie>>(StringComparer.Ordinal);

    public RequestLog AuthorityRequests { get; } = new();

    public RequestLog AppBRequests { get; } = new();

    public SecretWatch Secrets { get; } = new();

    public LogWatch PortalLog { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Demo = await DemoHost.StartAsync(
            DemoOptions.OnFreePorts(
                _folder.Path,
                "--AppB:Orders=2000",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
                "--Portal:AccessWatch:Seconds=0",
                "--Portal:Session:RevocationCheckSeconds=0") with
            {
                ConfigureEmulator = builder =>
                {
                    AuthorityRequests.Attach(builder);
                    Secrets.Attach(builder);
                },
                ConfigureAppB = AppBRequests.Attach,
                ConfigurePortal = PortalLog.Attach,
            },
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Demo.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>The default group of journeys.</summary>
[CollectionDefinition(Name)]
public sealed class Journeys : ICollectionFixture<DemoFixture>
{
    public const string Name = "Journeys";
}

/// <summary>
/// Journeys where something is missing or broken, with apps of their own, in parallel to the other groups.
/// </summary>
[CollectionDefinition(Name)]
public sealed class JourneysOfFailure : ICollectionFixture<DemoFixture>
{
    public const string Name = "Journeys of failure";
}

/// <summary>Journeys that change data, roles or consents, with apps of their own.</summary>
[CollectionDefinition(Name)]
public sealed class JourneysOfChange : ICollectionFixture<DemoFixture>
{
    public const string Name = "Journeys of change";
}
