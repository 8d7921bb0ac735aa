using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Portal.Auth.Storage;
using Portal.Tests.AppB;
using Portal.Tests.Support;
using ServiceDefaults;

namespace Portal.Tests.Hosting;

/// <summary>What readiness depends on, in the portal and in AppB.</summary>
public sealed class ReadinessTests : IAsyncLifetime
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private TestAuthority _authority = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("portal")]
    [InlineData("appb")]
    public async Task FLT_14_an_app_without_its_authority_listens_is_not_ready_and_recovers_by_itself(string name)
    {
        _authority.IsAvailable = false;
        await using var app = await StartAsync(name);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await GetAsync(http, "health/ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await GetAsync(http, "health/live"));

        _authority.IsAvailable = true;
        await Poll.UntilAsync(async () => (await GetAsync(http, "health/ready")).Status == HttpStatusCode.OK, Recovery);

        // Keys that were read stay usable.
        _authority.IsAvailable = false;
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(app));
    }

    [Fact]
    public async Task FLT_14_the_portal_is_not_ready_while_its_folder_cannot_be_written()
    {
        await using var app = await StartAsync("portal");
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(app));
        var folder = Path.Combine(_folder.Path, "portal");

        Directory.Move(folder, $"{folder}-away");
        var away = await CheckAsync(app);
        Directory.Move($"{folder}-away", folder);

        Assert.Equal(HealthStatus.Unhealthy, away);

        // The token cache may have noticed that its file was away, and reopens it seconds later.
        Assert.NotEqual(HealthStatus.Unhealthy, await CheckAsync(app));
    }

    [Theory]
    [InlineData("portal", "portal/audit.db")]
    [InlineData("appb", "appb/orders-50.db")]
    public async Task FLT_14_an_app_is_not_ready_while_its_database_is_locked(string name, string file)
    {
        await using var app = await StartAsync(name);
        var settings = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.Path, file), Pooling = false };
        await using (var other = new SqliteConnection(settings.ToString()))
        {
            await other.OpenAsync(Cancellation);
            await using var command = other.CreateCommand();
            command.CommandText = "PRAGMA user_version; BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync(Cancellation);

            Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(app));
        }

        Assert.Equal(HealthStatus.Healthy, await CheckAsync(app));
    }

    [Fact]
    public async Task FLT_33_the_portal_is_degraded_and_ready_while_the_token_cache_works_from_memory()
    {
        await using var app = await StartAsync("portal");
        var cache = app.Services.GetRequiredService<ResilientCache>();
        var file = app.Services.GetRequiredService<ICacheStore>().Name;
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await using (var other = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await other.OpenAsync(Cancellation);
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync(Cancellation);
            await cache.SetAsync("key", [1], new DistributedCacheEntryOptions(), Cancellation);

            Assert.Equal((HttpStatusCode.OK, "Degraded"), await GetAsync(http, "health/ready"));
        }

        cache.Check();

        Assert.Equal(HealthStatus.Healthy, await CheckAsync(app));
    }

    private static async Task<HealthStatus> CheckAsync(WebApplication app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(
            c => c.Tags.Contains(HealthEndpoints.ReadyTag), Cancellation)).Status;

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<WebApplication> StartAsync(string name)
    {
        if (name == "appb")
            return await AppBFixture.StartAsync(_folder.Path, _authority.Instance, Cancellation, "--orders=50");

        var app = Program.Build(ApiFixture.Settings(_authority, _folder), builder => builder.Logging.ClearProviders());
        await app.StartAsync(Cancellation);
        return app;
    }
}
