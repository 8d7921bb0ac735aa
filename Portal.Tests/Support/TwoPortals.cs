using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth.Storage;
using Portal.Redis;
using StackExchange.Redis;

namespace Portal.Tests.Support;

/// <summary>Two instances of the portal that share a Redis server. Their downstream API is unreachable.</summary>
public sealed class TwoPortals : IAsyncLifetime
{
    private static readonly TimeSpan MaxRecovery = TimeSpan.FromSeconds(10);

    private readonly SharedPortals _portals = new();
    private readonly List<WebApplication> _apps = [];

    public TestAuthority Authority => _portals.Authority;

    public Uri First => AddressOf(0);

    public Uri Second => AddressOf(1);

    public IServiceProvider FirstServices => _apps[0].Services;

    public IServiceProvider SecondServices => _apps[1].Services;

    public async ValueTask InitializeAsync()
    {
        await _portals.InitializeAsync();
        for (var i = 0; i < 2; i++)
        {
            _apps.Add(await _portals.StartAsync(
                "--Portal:RateLimits:Anonymous:Burst=7", "--Portal:RateLimits:Anonymous:PerMinute=1"));
        }
    }

    public ValueTask DisposeAsync() => _portals.DisposeAsync();

    /// <summary>Everything that is stored in Redis as text: names and contents.</summary>
    public Task<string> DumpAsync() => RedisContent.ReadAsync(_portals.Redis);

    /// <summary>How often Redis has executed a command.</summary>
    public async Task<long> CountCallsAsync(string command)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{_portals.Redis.ConnectionString},allowAdmin=true");
        var statistics = (await redis.GetServers()[0].InfoAsync("commandstats")).SelectMany(section => section);
        var calls = statistics.FirstOrDefault(s => s.Key == $"cmdstat_{command}").Value?.Split('=', ',')[1];
        return long.Parse(calls ?? "0", CultureInfo.InvariantCulture);
    }

    /// <summary>Redis hangs until the result is disposed; after that, both instances use it again.</summary>
    public async Task<IAsyncDisposable> PauseAsync()
    {
        _portals.Redis.Pause();
        foreach (var app in _apps)
            await app.Services.GetRequiredService<RedisConnection>().TryUseAsync(db => db.PingAsync());

        return new Pausing(this);
    }

    private Uri AddressOf(int index) => new(_apps[index].Urls.First());

    private sealed class Pausing(TwoPortals portals) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            portals._portals.Redis.Resume();
            await Poll.UntilAsync(() => Task.FromResult(portals._apps.TrueForAll(IsUsed)), MaxRecovery);
        }

        private static bool IsUsed(WebApplication app) =>
            app.Services.GetRequiredService<RedisConnection>().IsAvailable
            && app.Services.GetRequiredService<ResilientCache>().Fault is null;
    }
}
