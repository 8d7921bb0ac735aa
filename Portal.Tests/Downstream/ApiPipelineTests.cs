using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Downstream;
using Portal.Downstream.Resilience;
using Portal.Tests.Support;

namespace Portal.Tests.Downstream;

/// <summary>How calls to one API are repeated, paused and limited.</summary>
public sealed class ApiPipelineTests
{
    private static readonly ApiLimits Limits = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), MaxConcurrentCalls: 50);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", HttpStatusCode.BadGateway, 3)]
    [InlineData("GET", HttpStatusCode.ServiceUnavailable, 3)]
    [InlineData("GET", HttpStatusCode.GatewayTimeout, 3)]
    [InlineData("GET", HttpStatusCode.InternalServerError, 1)]
    [InlineData("GET", HttpStatusCode.TooManyRequests, 1)]
    [InlineData("GET", HttpStatusCode.NotFound, 1)]
    [InlineData("PATCH", HttpStatusCode.ServiceUnavailable, 1)]
    [InlineData("POST", HttpStatusCode.BadGateway, 1)]
    [InlineData("DELETE", HttpStatusCode.GatewayTimeout, 1)]
    public async Task FLT_04_only_reads_are_repeated_at_most_twice(string method, HttpStatusCode status, int tries)
    {
        var api = new StubApi(() => new HttpResponseMessage(status));

        using var response = await SendAsync(Client(api, TimeProvider.System), new HttpMethod(method));

        Assert.Equal((status, tries), (response.StatusCode, api.Tries));
    }

    [Theory]
    [InlineData("GET", HttpRequestError.ConnectionError, 3)]
    [InlineData("GET", HttpRequestError.ResponseEnded, 3)]
    [InlineData("GET", HttpRequestError.SecureConnectionError, 1)]
    [InlineData("PATCH", HttpRequestError.ConnectionError, 1)]
    public async Task FLT_08_failed_connection_is_repeated_for_reads(string method, HttpRequestError error, int tries)
    {
        var api = new StubApi(() => throw new HttpRequestException(error));

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(Client(api, TimeProvider.System), new HttpMethod(method)));

        Assert.Equal(tries, api.Tries);
    }

    [Fact]
    public async Task FLT_04_read_that_succeeds_at_the_second_try_succeeds()
    {
        var api = new StubApi();
        api.Respond = () => new HttpResponseMessage(api.Tries == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);

        using var response = await SendAsync(Client(api, TimeProvider.System));

        Assert.Equal((HttpStatusCode.OK, 2), (response.StatusCode, api.Tries));
    }

    [Theory]
    [InlineData("30", 1)]
    [InlineData("1000000000", 1)]
    [InlineData("1", 3)]
    [InlineData("soon", 3)]
    public async Task FLT_09_longer_wait_that_the_API_asks_for_is_not_spent_on_a_retry(string retryAfter, int tries)
    {
        var api = new StubApi(() =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return response;
        });
        var call = SendAsync(Client(api, _time, Limits with { Timeout = TimeSpan.FromMinutes(1) }));

        await AdvanceUntilAsync(call);

        Assert.Equal(tries, api.Tries);
    }

    [Fact]
    public async Task FLT_10_calls_are_paused_while_half_of_them_fail_and_resumed_after_one_test()
    {
        var api = new StubApi();
        var calls = 0;
        api.Respond = () => new HttpResponseMessage(calls++ % 2 == 1 ? HttpStatusCode.BadGateway : HttpStatusCode.OK);
        var client = Client(api, _time);
        for (var i = 0; i < 10; i++)
            (await SendAsync(client, HttpMethod.Patch)).Dispose();

        var paused = await Assert.ThrowsAsync<CallNotSentException>(() => SendAsync(client));
        Assert.Equal((ApiPipeline.PauseDuration, 10), (paused.After, api.Tries));

        _time.Advance(TimeSpan.FromSeconds(2));
        paused = await Assert.ThrowsAsync<CallNotSentException>(() => SendAsync(client));
        Assert.Equal((ApiPipeline.PauseDuration - TimeSpan.FromSeconds(2), 10), (paused.After, api.Tries));

        _time.Advance(TimeSpan.FromSeconds(4));
        var recovered = new TaskCompletionSource();
        api.Gate = recovered.Task;
        api.Respond = () => new HttpResponseMessage(HttpStatusCode.OK);
        var test = SendAsync(client);
        await Assert.ThrowsAsync<CallNotSentException>(() => SendAsync(client));
        recovered.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await test).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client)).StatusCode);
        Assert.Equal(12, api.Tries);
    }

    [Fact]
    public async Task FLT_10_pause_is_a_problem_that_names_the_wait()
    {
        var api = new StubApi(() => new HttpResponseMessage(HttpStatusCode.BadGateway));
        var client = Client(api, _time);
        for (var i = 0; i < 10; i++)
            (await SendAsync(client, HttpMethod.Patch)).Dispose();

        var exception = await Assert.ThrowsAsync<CallNotSentException>(() => SendAsync(client));
        var problem = CallProblems.Explain(exception, "AppB")!;

        Assert.Equal((503, 5), (problem.Status, problem.RetryAfterSeconds));
        Assert.Contains("paused", problem.Title, StringComparison.Ordinal);
        Assert.Contains("5 seconds", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task FLT_10_failures_that_one_user_provokes_do_not_pause_the_calls_of_others(HttpStatusCode status)
    {
        var api = new StubApi(() => new HttpResponseMessage(status));
        var client = Client(api, _time);
        for (var i = 0; i < 40; i++)
            (await client.SendAsync(Request(HttpMethod.Patch, $"user-{i % 2}"), Cancellation)).Dispose();

        api.Respond = () => new HttpResponseMessage(HttpStatusCode.OK);
        using var other = await client.SendAsync(Request(HttpMethod.Get, "other"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task FLT_10_failures_of_several_users_pause_the_calls_of_all()
    {
        var api = new StubApi(() => new HttpResponseMessage(HttpStatusCode.InternalServerError));
        var client = Client(api, _time);
        for (var i = 0; i < 10; i++)
            (await client.SendAsync(Request(HttpMethod.Get, $"user-{i % 3}"), Cancellation)).Dispose();

        await Assert.ThrowsAsync<CallNotSentException>(() => SendAsync(client));
    }

    [Fact]
    public async Task FLT_10_refusals_of_single_calls_pause_nothing()
    {
        var api = new StubApi();
        var statuses = new Queue<HttpStatusCode>(
            [.. Enumerable.Repeat(HttpStatusCode.Forbidden, 10), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 20)]);
        api.Respond = () => new HttpResponseMessage(statuses.Dequeue());
        var client = Client(api, _time);

        while (statuses.Count > 0)
            (await SendAsync(client)).Dispose();

        Assert.Equal(30, api.Tries);
    }

    [Fact]
    public async Task FLT_10_caller_that_goes_away_is_no_failure_of_the_API()
    {
        var api = new StubApi { Gate = new TaskCompletionSource().Task };
        var client = Client(api, _time);
        using var left = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 20).Select(_ => client.SendAsync(Request(HttpMethod.Get), left.Token)).ToList();
        await left.CancelAsync();
        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        api.Gate = Task.CompletedTask;
        using var response = await SendAsync(client);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task FLT_02_FLT_10_time_limit_counts_as_a_failure_of_the_API()
    {
        var api = new StubApi { Gate = new TaskCompletionSource().Task };
        var client = Client(api, _time);
        using var limit = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 10)
            .Select(i => client.SendAsync(Request(HttpMethod.Get, $"user-{i}"), limit.Token))
            .ToList();
        _time.Advance(Limits.Timeout);
        await limit.CancelAsync();
        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await Assert.ThrowsAsync<CallNotSentException>(() => SendAsync(client));
    }

    [Fact]
    public async Task FLT_02_try_that_takes_too_long_is_repeated_if_it_has_a_limit_of_its_own()
    {
        var api = new StubApi { Gate = new TaskCompletionSource().Task };
        var limits = Limits with { Timeout = TimeSpan.FromMinutes(1), AttemptTimeout = TimeSpan.FromSeconds(1) };
        var call = SendAsync(Client(api, _time, limits));
        await api.Called;
        api.Gate = Task.CompletedTask;

        await AdvanceUntilAsync(call);

        Assert.Equal((HttpStatusCode.OK, 2), ((await call).StatusCode, api.Tries));
    }

    [Fact]
    public async Task FLT_11_more_calls_at_the_same_time_are_refused_at_once()
    {
        var done = new TaskCompletionSource();
        var api = new StubApi { Gate = done.Task };
        var client = Client(api, _time, Limits with { MaxConcurrentCalls = 2 });
        Task<HttpResponseMessage>[] running = [SendAsync(client), SendAsync(client)];

        var refused = await Assert.ThrowsAsync<CallNotSentException>(() => SendAsync(client));

        Assert.Null(refused.After);
        Assert.Equal(503, CallProblems.Explain(refused, "AppB")!.Status);
        done.SetResult();
        await Task.WhenAll(running);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client)).StatusCode);
    }

    private static HttpMessageInvoker Client(StubApi api, TimeProvider time, ApiLimits? limits = null)
    {
        var pipeline = new ApiPipeline("AppB", limits ?? Limits, time, NullLogger<ApiPipeline>.Instance);
        return new(new ApiPipelineHandler(pipeline, TestMetrics.Unread) { InnerHandler = api });
    }

    private static Task<HttpResponseMessage> SendAsync(HttpMessageInvoker client, HttpMethod? method = null) =>
        client.SendAsync(Request(method ?? HttpMethod.Get), Cancellation);

    private static HttpRequestMessage Request(HttpMethod method, string user = "alice")
    {
        var request = new HttpRequestMessage(method, "https://appb.example/orders");
        ApiPipeline.SetCaller(request, new ClaimsPrincipal(new ClaimsIdentity([new Claim("oid", user)])));
        return request;
    }

    // Timers of the fake clock are set between its steps.
    private async Task AdvanceUntilAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }
    }

    private sealed class StubApi(Func<HttpResponseMessage>? respond = null) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _called = new();
        private int _tries;

        public Func<HttpResponseMessage> Respond { get; set; } = respond ?? (() => new HttpResponseMessage(HttpStatusCode.OK));

        public Task Gate { get; set; } = Task.CompletedTask;

        public Task Called => _called.Task;

        public int Tries => _tries;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _tries);
            _called.TrySetResult();
            await Gate.WaitAsync(cancellationToken);
            return Respond();
        }
    }
}
