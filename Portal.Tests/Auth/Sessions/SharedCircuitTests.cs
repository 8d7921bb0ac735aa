using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth.Sessions;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Sessions;

/// <summary>Circuits that one instance started and another one resumes.</summary>
public sealed class SharedCircuitTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    // The browser of a paused page has the state, encrypted, and sends it with the request to resume.
    private const string Resume = "ResumeCircuit";

    [Fact]
    public async Task BLZ_06_a_circuit_of_another_instance_is_resumed_by_its_user_only()
    {
        var secret = await StartAndDropAsync(portals.First, "alice");
        await StoreStateAsync(portals.FirstServices, secret);
        var other = portals.Second.AbsoluteUri;

        await using var bob = await OpenAsync(portals.Second, "bob");
        Assert.Null(await bob.CallAsync(Resume, secret, other, other, "[]", ""));

        await using var reconnecting = await OpenAsync(portals.Second, "alice");
        Assert.Equal(false, await reconnecting.CallAsync("ConnectCircuit", secret));
        await using var alice = await OpenAsync(portals.Second, "alice");
        Assert.IsType<string>(await alice.CallAsync(Resume, secret, other, other, "[]", ""));
    }

    [Fact]
    public async Task As_many_pages_as_a_user_may_open_are_resumed_at_once_and_no_more()
    {
        var most = portals.SecondServices.GetRequiredService<UserCircuits>().MaxOpen;
        var secrets = new List<string>();
        for (var i = 0; i < most; i++)
        {
            secrets.Add(await StartAndDropAsync(portals.First, "erin"));
            await StoreStateAsync(portals.FirstServices, secrets[i]);
        }

        var pages = new ConcurrentBag<CircuitConnection>();
        try
        {
            var resumed = await Task.WhenAll(secrets.Select(ResumeAsync));

            Assert.All(resumed, circuit => Assert.IsType<string>(circuit));
            Assert.Equal(most, resumed.Distinct().Count());
            var another = await OpenAsync(portals.Second, "erin");
            pages.Add(another);
            Assert.Null(await another.StartAsync(portals.Second));
        }
        finally
        {
            foreach (var page in pages)
                await page.DisposeAsync();
        }

        async Task<object?> ResumeAsync(string secret)
        {
            var page = await OpenAsync(portals.Second, "erin");
            pages.Add(page);
            return await page.CallAsync(Resume, secret, portals.Second.AbsoluteUri, portals.Second.AbsoluteUri, "[]", "");
        }
    }

    [Fact]
    public async Task While_redis_hangs_a_circuit_of_another_instance_is_refused_and_new_ones_start()
    {
        var secret = await StartAndDropAsync(portals.First, "alice");
        await using var alice = await OpenAsync(portals.Second, "alice");
        await using var page = await OpenAsync(portals.Second, "alice");
        await using var hanging = await portals.PauseAsync();
        var other = portals.Second.AbsoluteUri;

        Assert.Null(await alice.CallAsync(Resume, secret, other, other, "[]", ""));
        Assert.NotNull(await page.StartAsync(portals.Second));
    }

    [Fact]
    public async Task The_state_of_circuits_is_not_in_clear_in_redis()
    {
        var secret = await StartAndDropAsync(portals.First, "alice");
        await StoreStateAsync(portals.FirstServices, secret);

        var stored = await portals.DumpAsync();

        Assert.Contains("obo:circuit-state:", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("RootComponents", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_page_that_was_open_for_long_can_still_be_resumed_elsewhere_after_its_connection_is_lost()
    {
        await using var connection = await OpenAsync(portals.First, "alice");
        var secret = Assert.IsType<string>(await connection.StartAsync(portals.First));
        var redis = portals.FirstServices.GetRequiredService<RedisConnection>();
        var entry = SharedName.Key("circuit", secret);
        await Poll.UntilAsync(
            () => redis.UseAsync(db => db.KeyExpireAsync(entry, TimeSpan.FromMinutes(1))), TimeSpan.FromSeconds(5));

        await connection.DisposeAsync();

        await Poll.UntilAsync(
            async () => await redis.UseAsync(db => db.KeyTimeToLiveAsync(entry)) > TimeSpan.FromHours(2),
            TimeSpan.FromSeconds(5));
    }

    // What the framework does when it gives up a circuit whose browser has not come back.
    private static async Task StoreStateAsync(IServiceProvider services, string secret)
    {
        var components = typeof(CircuitOptions).Assembly;
        var type = components.GetType("Microsoft.AspNetCore.Components.Server.Circuits.ICircuitPersistenceProvider")!;
        var state = Activator.CreateInstance(
            components.GetType("Microsoft.AspNetCore.Components.Server.Circuits.PersistedCircuitState")!, nonPublic: true)!;
        state.GetType().GetProperty("RootComponents")!.SetValue(state, "{}"u8.ToArray());
        state.GetType().GetProperty("ApplicationState")!.SetValue(state, new Dictionary<string, byte[]>());
        var factory = services.GetRequiredService(
            components.GetType("Microsoft.AspNetCore.Components.Server.Circuits.CircuitIdFactory")!);
        object?[] arguments = [secret, null];
        Assert.Equal(true, factory.GetType().GetMethod("TryParseCircuitId")!.Invoke(factory, arguments));
        await (Task)type.GetMethod("PersistCircuitAsync")!.Invoke(
            services.GetRequiredService(type), [arguments[1], state, CancellationToken.None])!;
    }

    private async Task<CircuitConnection> OpenAsync(Uri portal, string user) => await CircuitConnection.OpenAsync(
        portal, await SessionCookie.CreateAsync(portals.FirstServices, SessionCookie.User(user, $"session of {user}")));

    private async Task<string> StartAndDropAsync(Uri portal, string user)
    {
        await using var connection = await OpenAsync(portal, user);
        return Assert.IsType<string>(await connection.StartAsync(portal));
    }
}
