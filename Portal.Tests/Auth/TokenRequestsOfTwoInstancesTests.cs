using System.Net.Http.Headers;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Two instances that need the same token on behalf of a user, which neither of them has.</summary>
public sealed class TokenRequestsOfTwoInstancesTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_one_of_them_requests_it_at_the_authority()
    {
        var (token, gate) = (NewToken("alice"), new TaskCompletionSource());
        portals.Authority.TokenGate = gate.Task;
        var before = portals.Authority.TokenRequests;

        var first = ReadAsync(portals.First, token);
        await Poll.UntilAsync(() => Task.FromResult(portals.Authority.TokenRequests > before), MaxWait);
        var attempts = await LockAttemptsAsync();
        var second = ReadAsync(portals.Second, token);
        await Poll.UntilAsync(async () => await LockAttemptsAsync() > attempts + 1, MaxWait);
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(1, portals.Authority.TokenRequests - before);
    }

    [Fact]
    public async Task While_redis_hangs_each_of_them_requests_it()
    {
        var (token, gate) = (NewToken("bob"), new TaskCompletionSource());
        portals.Authority.TokenGate = gate.Task;
        var before = portals.Authority.TokenRequests;
        await using var hanging = await portals.PauseAsync();

        var both = Task.WhenAll(ReadAsync(portals.First, token), ReadAsync(portals.Second, token));
        await Poll.UntilAsync(() => Task.FromResult(portals.Authority.TokenRequests == before + 2), MaxWait);
        gate.SetResult();
        await both;
    }

    private string NewToken(string user) =>
        portals.Authority.User(ApiFixture.ClientId, "user_impersonation").With("oid", user).Sign();

    // Shows what the user's token for AppB contains, so it needs one.
    private static async Task ReadAsync(Uri portal, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal, "/api/tokens"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    // An instance that waits for a lock tries again and again to set its entry.
    private Task<long> LockAttemptsAsync() => portals.CountCallsAsync("set");
}
