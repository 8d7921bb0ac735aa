using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Auth.TokenCache;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>The list of a user's cache entries, which several instances change.</summary>
public sealed class UserCacheKeysTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    private readonly EphemeralDataProtectionProvider _protection = new();

    [Fact]
    public async Task Entries_that_both_instances_add_at_once_are_all_removed_at_sign_out()
    {
        UserCacheKeys[] lists = [List(portals.FirstServices), List(portals.SecondServices)];
        List<string> keys = [.. Enumerable.Range(10, 12).Select(number => $"entry {number}")];

        await Task.WhenAll(keys.Select((key, number) => lists[number % 2].AddAsync("alice", key)));

        var taken = await lists[0].TakeAsync("alice");
        Assert.Equal(keys, taken.Order(StringComparer.Ordinal));
    }

    private UserCacheKeys List(IServiceProvider services) => new(
        services.GetRequiredService<IDistributedCache>(),
        services.GetRequiredService<SharedLocks>(),
        _protection.CreateProtector("test"),
        TimeSpan.FromHours(1),
        NullLogger.Instance);
}
