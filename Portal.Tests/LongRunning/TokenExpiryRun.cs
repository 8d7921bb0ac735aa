using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Tests.Auth;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>
/// The tokens of a thousand users expire in the same second. Each user makes a call in every minute of the simulated time
/// before that; the authority limits requests at the same time, with 429.
/// </summary>
[Collection(LoadGroup.Name)]
public sealed class TokenExpiryRun : IAsyncLifetime
{
    private const int Users = 1_000;
    private const int ParallelCalls = 20;
    private const int MaxAtOnce = 150;
    private const int MaxPerMinute = 250;

    // Tokens are valid for 60 minutes, and none is renewed earlier.
    private const int FirstMinute = 40;
    private const int LastMinute = 58;

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = ParallelCalls });
    private readonly ConcurrentBag<TimeSpan> _durations = [];
    private StartedPortal _portal = null!;
    private StubHost _ledger = null!;
    private (int Now, int Most) _running;
    private int _refused;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ledger = await StubHost.StartAsync(LedgerApi.Map, Cancellation);
        _portal = await StartedPortal.StartAsync(
            [
                $"--Portal:DownstreamApis:Ledger:BaseUrl={_ledger.Address}",
                "--Portal:DownstreamApis:Ledger:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000d1/read",
                $"--Portal:DownstreamApis:Ledger:Headers:X-Tenant={LedgerApi.Tenant}",
                "--Portal:RateLimits:Api:Burst=1000000",
            ],
            builder => builder.Services.AddSingleton<TimeProvider>(_clock));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task OBO_14_tokens_of_a_thousand_users_that_expire_together_are_renewed_without_429_or_waits()
    {
        var tokens = Enumerable.Range(0, Users).Select(_ => _portal.Authority.User(ApiFixture.ClientId, "user_impersonation")
            .With("oid", $"{Guid.NewGuid()}")
            .With("exp", DateTimeOffset.UtcNow.AddHours(3).ToUnixTimeSeconds())
            .Sign()).ToList();
        using var limited = _portal.Authority.Does(LimitAsync);
        await CallAllAsync(tokens);
        var cold = $"{Percentile(50).TotalMilliseconds:0} and {Percentile(90).TotalMilliseconds:0} ms";
        var perMinute = new List<int>();
        var before = _portal.Authority.TokenRequests;

        _clock.Advance(TimeSpan.FromMinutes(FirstMinute));
        for (var minute = FirstMinute; minute < LastMinute; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await CallAllAsync(tokens);
            var requests = _portal.Authority.TokenRequests;
            perMinute.Add(requests - before);
            before = requests;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Users} users, first calls: 50 and 90 % within {cold}. Until the expiry: "
            + $"{perMinute.Sum()} renewals, at most {perMinute.Max()} per minute and {_running.Most} at once; "
            + $"{_refused} refused with 429; 99 % of calls within {Percentile(99).TotalMilliseconds:0} ms.");
        Assert.Equal(0, _refused);
        Assert.InRange(perMinute.Sum(), Users, Users * 1.2);
        Assert.InRange(perMinute.Max(), 1, MaxPerMinute);
        Assert.InRange(Percentile(99), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private async Task LimitAsync(IFormCollection form, HttpContext context)
    {
        var now = Interlocked.Increment(ref _running.Now);
        for (var seen = Volatile.Read(ref _running.Most); now > seen; seen = Volatile.Read(ref _running.Most))
            Interlocked.CompareExchange(ref _running.Most, now, seen);

        if (now > MaxAtOnce)
        {
            Interlocked.Increment(ref _refused);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
        else
        {
            await Results.Json(Token(form)).ExecuteAsync(context);
        }

        Interlocked.Decrement(ref _running.Now);
    }

    // Its lifetime follows the simulated clock.
    private Dictionary<string, object> Token(IFormCollection form)
    {
        var scope = form["scope"].ToString().Split(' ').First(s => s.Contains('/', StringComparison.Ordinal));
        return new()
        {
            ["token_type"] = "Bearer",
            ["scope"] = scope,
            ["expires_in"] = 3600,
            ["access_token"] = _portal.Authority.User(scope.Split('/')[0], scope.Split('/')[1])
                .With("exp", _clock.GetUtcNow().AddMinutes(60).ToUnixTimeSeconds())
                .Sign(),
        };
    }

    private async Task CallAllAsync(List<string> tokens)
    {
        _durations.Clear();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = Cancellation };
        await Parallel.ForEachAsync(tokens, options, async (token, cancellation) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_portal.Address, ExchangeFixture.Rows));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var started = Stopwatch.GetTimestamp();
            using var response = await _client.SendAsync(request, cancellation);
            _durations.Add(Stopwatch.GetElapsedTime(started));
            Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        });
    }

    private TimeSpan Percentile(int percent) => _durations.Order().ElementAt((_durations.Count - 1) * percent / 100);
}
