using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Auth;
using Portal.Auth.TokenCache;
using Portal.Contracts.Problems;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>An identity provider that accepts each refresh token once, and ends the sign-in if it is used again.</summary>
public sealed class RefreshTurnsTests : IAsyncLifetime
{
    private const string Page = "/tokens";
    private const int Loads = 8;
    private const int Rounds = 3;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly SharedPortals _portals = new();

    public async ValueTask InitializeAsync()
    {
        await _portals.InitializeAsync();
        _portals.Authority.RotatesRefreshTokens = true;
    }

    public ValueTask DisposeAsync() => _portals.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Users_stay_signed_in_when_many_pages_load_at_once(int instances)
    {
        // Each page load checks the sign-in, for which a refresh token is redeemed.
        var apps = new List<WebApplication>();
        for (var i = 0; i < instances; i++)
            apps.Add(await _portals.StartAsync("--Portal:Session:RevocationCheckSeconds=0.001"));
        using var alice = _portals.NewBrowser(apps[0]);
        using var signedIn = await alice.SignInAsync(Page, alice.IdToken("alice", "sid-of-alice"));
        var before = _portals.Authority.TokenRequests;

        for (var round = 0; round < Rounds; round++)
        {
            var loads = Enumerable.Range(0, Loads).Select(number => OpenAsync(apps[number % instances], alice));
            Assert.All(await Task.WhenAll(loads), status => Assert.Equal(HttpStatusCode.OK, status));
        }

        Assert.True(_portals.Authority.TokenRequests >= before + (Rounds * instances));
    }

    [Fact]
    public async Task Users_stay_signed_in_when_the_authority_is_slow()
    {
        string[] settings = ["--Portal:Session:RevocationCheckSeconds=0.001", "--AzureAd:TokenTimeoutSeconds=20"];
        var (first, second) = (await _portals.StartAsync(settings), await _portals.StartAsync(settings));
        using var alice = _portals.NewBrowser(first);
        using var signedIn = await alice.SignInAsync(Page, alice.IdToken("alice", "sid-of-alice"));
        var gate = new TaskCompletionSource();
        _portals.Authority.TokenGate = gate.Task;
        var before = _portals.Authority.RefreshRequests;

        // A page appears when it has waited for the check of the sign-in long enough; the check goes on.
        var loads = Task.WhenAll(OpenAsync(first, alice), OpenAsync(second, alice));
        Assert.All(await loads, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, _portals.Authority.RefreshRequests - before);
        gate.SetResult();

        Assert.Equal(HttpStatusCode.OK, await OpenAsync(first, alice));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(second, alice));
    }

    [Fact]
    public async Task Request_that_gets_no_turn_in_time_is_refused_and_can_be_repeated()
    {
        var clock = new FakeTimeProvider();
        var turns = new RefreshTurns(Local.Locks(), Options.Create(new AzureAdSettings()), clock, NullLogger<RefreshTurns>.Instance);
        var turn = await turns.WaitAsync("alice");
        var waiting = turns.WaitAsync("alice");
        await using (await turns.WaitAsync("bob"))
            clock.Advance(TimeSpan.FromSeconds(new AzureAdSettings().TokenTimeoutSeconds));

        var problem = (await Assert.ThrowsAsync<AuthorityException>(() => waiting)).ToProblem("AppB", "AppB");

        Assert.Equal(
            (StatusCodes.Status503ServiceUnavailable, ProblemCodes.AuthorityUnavailable, 1),
            (problem.Status, problem.Code, problem.RetryAfterSeconds));
        await turn.DisposeAsync();
        await using var next = await turns.WaitAsync("alice");
    }

    [Fact]
    public async Task Turn_of_an_instance_that_has_ended_is_over_after_a_while()
    {
        var settings = Options.Create(new AzureAdSettings { TokenTimeoutSeconds = 2 });
        using var loggers = new LoggerFactory();
        await using var redis = RedisConnection.Open(
            _portals.Redis.ConnectionString, TimeProvider.System, loggers.CreateLogger<RedisConnection>());
        RefreshTurns NewInstance() =>
            new(new SharedLocks(redis, TimeProvider.System), settings, TimeProvider.System, NullLogger<RefreshTurns>.Instance);
        _ = await NewInstance().WaitAsync("alice");
        var other = NewInstance();
        await Assert.ThrowsAsync<AuthorityException>(() => other.WaitAsync("alice"));

        await Poll.UntilAsync(() => CanEnterAsync(other), MaxWait);
    }

    private static async Task<bool> CanEnterAsync(RefreshTurns turns)
    {
        try
        {
            await using var turn = await turns.WaitAsync("alice");
            return true;
        }
        catch (AuthorityException)
        {
            return false;
        }
    }

    private async Task<HttpStatusCode> OpenAsync(WebApplication portal, SignInBrowser user)
    {
        using var browser = _portals.NewBrowser(portal, user);
        using var response = await browser.OpenAsync(Page);
        return response.StatusCode;
    }
}
