using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Redis;
using StackExchange.Redis;

namespace Portal.Tests.Support;

/// <summary>
/// Two instances of the portal that share a Redis server and an authority, and as yet the data directory. Their downstream
/// API is unreachable.
/// </summary>
public sealed class TwoPortals : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<WebApplication> _apps = [];

    public RedisServer Redis { get; } = new();

    public TestAuthority Authority { get; private set; } = null!;

    public Uri First => AddressOf(0);

    public Uri Second => AddressOf(1);

    public IServiceProvider FirstServices => _apps[0].Services;

    public IServiceProvider SecondServices => _apps[1].Services;

    public async ValueTask InitializeAsync()
    {
        await Redis.InitializeAsync();
        Authority = await TestAuthority.StartAsync(_folder.Path, TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++)
        {
            var app = Program.Build(
                [
                    .. ApiFixture.Settings(Authority, _folder),
                    $"--ConnectionStrings:redis={Redis.ConnectionString}",
                    "--Portal:RateLimits:Anonymous:Burst=7",
                    "--Portal:RateLimits:Anonymous:PerMinute=1",
                ],
                builder => builder.Logging.ClearProviders());
            _apps.Add(app);
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Everything that is stored in Redis as text: names and contents.</summary>
    public async Task<string> DumpAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        var (database, dump) = (redis.GetDatabase(), new List<string>());
        foreach (var key in redis.GetServers()[0].Keys())
        {
            dump.Add($"{key}");
            dump.Add(await database.KeyTypeAsync(key) switch
            {
                RedisType.String => $"{await database.StringGetAsync(key)}",
                RedisType.List => string.Join('\n', await database.ListRangeAsync(key)),
                RedisType.Hash => string.Join('\n', await database.HashGetAllAsync(key)),
                _ => "",
            });
        }

        return string.Join('\n', dump);
    }

    /// <summary>Redis hangs until the result is disposed; after that, both instances use it again.</summary>
    public async Task<IAsyncDisposable> PauseAsync()
    {
        Redis.Pause();
        foreach (var app in _apps)
            await app.Services.GetRequiredService<RedisConnection>().TryUseAsync(db => db.PingAsync());

        return new Pausing(this);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();

        await Authority.DisposeAsync();
        await Redis.DisposeAsync();
        _folder.Dispose();
    }

    private Uri AddressOf(int index) => new(_apps[index].Urls.First());

    private sealed class Pausing(TwoPortals portals) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            var recovered = portals._apps.Select(app =>
            {
                var done = new TaskCompletionSource();
                app.Services.GetRequiredService<RedisConnection>().Recovered += () => done.TrySetResult();
                return done.Task;
            }).ToList();
            portals.Redis.Resume();
            await Task.WhenAll(recovered).WaitAsync(TimeSpan.FromSeconds(10));
        }
    }
}
