using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Instances;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>
/// Portals in this process that share a folder of keys and a Redis. They announce themselves when a test says so, and are
/// not started, because no test here needs their addresses.
/// </summary>
internal sealed class RunningPortals(RedisServer redis) : IAsyncDisposable
{
    private static int _databases;

    private readonly TemporaryFolder _folder = new();
    private readonly List<WebApplication> _portals = [];

    // Each test has a database of its own, so that it sees no instances of other tests.
    public string Redis { get; } = $"{redis.ConnectionString},defaultDatabase={Interlocked.Increment(ref _databases) % 16}";

    public async Task<WebApplication> AnnounceAsync(TimeProvider? time = null, params string[] settings)
    {
        var portal = Build(time, settings);
        await portal.Services.GetRequiredService<InstanceAnnouncer>().AnnounceAsync();
        return portal;
    }

    /// <summary>A portal that is not announced, as the command line runs it.</summary>
    public WebApplication Build(TimeProvider? time = null, params string[] settings)
    {
        var portal = Program.Build(
            [
                "--environment=Development",
                _folder.Argument,
                "--AzureAd:Instance=https://localhost:9/",
                "--Portal:DownstreamApis:AppB:BaseUrl=http://127.0.0.1:9",
                $"--ConnectionStrings:redis={Redis}",
                .. settings,
            ],
            builder =>
            {
                builder.Logging.ClearProviders();
                if (time is not null)
                    builder.Services.AddSingleton(time);
            });
        _portals.Add(portal);
        return portal;
    }

    /// <summary>Announces something else than <paramref name="portal"/> would.</summary>
    public static async Task AnnounceAsync(WebApplication portal, Func<InstanceEntry, InstanceEntry> change)
    {
        var entry = change(portal.Services.GetRequiredService<ThisInstance>().Describe(TimeSpan.Zero));
        Assert.True(await portal.Services.GetRequiredService<InstanceDirectory>().WriteAsync(entry));
    }

    /// <summary>An instance with other Data Protection keys, or none that this one knows.</summary>
    public static InstanceEntry WithForeignKeys(InstanceEntry entry) => entry with
    {
        Keys = "other",
        Probe = new EphemeralDataProtectionProvider().CreateProtector("portal.instances").Protect(entry.Id),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _portals)
            await portal.DisposeAsync();

        _folder.Dispose();
    }
}
