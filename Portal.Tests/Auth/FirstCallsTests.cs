using System.Collections.Concurrent;
using System.Diagnostics;

namespace Portal.Tests.Auth;

/// <summary>The calls of many users at the same time, right after the start of the portal.</summary>
public sealed class FirstCallsTests(ExchangeFixture portal) : IClassFixture<ExchangeFixture>
{
    private const int Users = 60;

    // A call that blocks a thread makes the others wait for a new one. The thread pool starts about four a second.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task FLT_16_first_calls_of_many_users_read_the_keys_once_and_wait_for_no_threads()
    {
        var durations = new ConcurrentBag<TimeSpan>();

        await Task.WhenAll(Enumerable.Range(0, Users).Select(async _ =>
        {
            var waited = Stopwatch.StartNew();
            await portal.ReadAsync(portal.NewToken($"{Guid.NewGuid()}"));
            durations.Add(waited.Elapsed);
        }));

        TestContext.Current.TestOutputHelper?.WriteLine($"The slowest of {Users} first calls took {durations.Max()}.");
        Assert.Equal((1, 1), (portal.Authority.MetadataRequests, portal.Authority.KeyRequests));
        Assert.All(durations, duration => Assert.InRange(duration, TimeSpan.Zero, Limit));
    }
}
