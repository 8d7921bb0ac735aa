using System.Net;
using System.Security.Claims;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using Portal.Problems;

namespace Portal.Downstream.Resilience;

/// <summary>
/// Protects the portal and one API from each other: limits the calls at the same time, repeats failed reads, and pauses all
/// calls for a few seconds while half of them fail. One for each API, shared by all calls to it. Failures that a user's
/// request may have caused pause nothing until they happen to several users.
/// </summary>
internal sealed partial class ApiPipeline
{
    /// <summary>Only reads are repeated: the portal cannot know whether a failed change was made.</summary>
    public const int MaxRetries = 2;

    /// <summary>How long calls are paused. Then one call tests whether the API has recovered.</summary>
    public static readonly TimeSpan PauseDuration = TimeSpan.FromSeconds(5);

    // A page waits for the retries, so an API that asks for a longer wait gets no retry.
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    private static readonly HttpRequestOptionsKey<long> StartedAt = new("portal.started");
    private static readonly HttpRequestOptionsKey<string> Caller = new("portal.caller");

    private readonly ApiLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FailingUsers _failing;
    private long _pausedUntil; // UTC ticks

    public ApiPipeline(string api, ApiLimits limits, TimeProvider time, ILogger<ApiPipeline> logger)
    {
        (Api, _limits, _time, _logger, _failing) = (api, limits, time, logger, new FailingUsers(time));
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        builder.AddConcurrencyLimiter(limits.MaxConcurrentCalls).AddRetry(Retries());
        if (limits.HasPauses)
            builder.AddCircuitBreaker(Pauses());
        if (limits.AttemptTimeout < limits.Timeout)
            builder.AddTimeout(limits.AttemptTimeout);
        Strategies = builder.Build();
    }

    /// <summary>The name of the API, or of the client that reads its documents.</summary>
    public string Api { get; }

    public ResiliencePipeline<HttpResponseMessage> Strategies { get; }

    /// <summary>How long calls are still paused; while one call tests the API, the shortest wait.</summary>
    public TimeSpan PauseLeft => Volatile.Read(ref _pausedUntil) - _time.GetUtcNow().UtcTicks is > 0 and var left
        ? TimeSpan.FromTicks(left)
        : TimeSpan.FromSeconds(1);

    /// <summary>Notes whose request it is.</summary>
    public static void SetCaller(HttpRequestMessage request, ClaimsPrincipal user) =>
        request.Options.Set(Caller, user.FindFirst("oid")?.Value ?? "");

    /// <summary>Notes when a call started, with all its retries.</summary>
    public void Start(HttpRequestMessage request) => request.Options.Set(StartedAt, _time.GetTimestamp());

    /// <summary>The time since the call started.</summary>
    public TimeSpan Elapsed(HttpRequestMessage request) =>
        request.Options.TryGetValue(StartedAt, out var started) ? _time.GetElapsedTime(started) : TimeSpan.Zero;

    /// <summary>Whether a time limit ended the call: that of one try, or the client's; not whether its caller went away.</summary>
    public bool HasTimedOut(HttpRequestMessage request, Exception exception) =>
        exception is TimeoutRejectedException
        || (exception is OperationCanceledException && Elapsed(request) >= _limits.Timeout * 0.95);

    private RetryStrategyOptions<HttpResponseMessage> Retries() => new()
    {
        MaxRetryAttempts = MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromMilliseconds(100),
        ShouldHandle = args => ValueTask.FromResult(
            args.Context.GetRequestMessage() is { } request && request.Method == HttpMethod.Get
            && Elapsed(request) < _limits.Timeout / 2 && IsTemporary(args.Outcome)),
        DelayGenerator = args => ValueTask.FromResult(
            args.Outcome.Result is { } response ? RetryAfter.Read(response.Headers) : null),
    };

    private static bool IsTemporary(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } failed } =>
            RetryAfter.Read(failed.Headers) is not { } wait || wait <= MaxDelay,
        { Exception: HttpRequestException { InnerException: RefusedAddressException } } => false,
        { Exception: HttpRequestException exception } => exception.HttpRequestError is not (
            HttpRequestError.SecureConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.ConfigurationLimitExceeded),
        { Exception: TimeoutRejectedException } => true,
        _ => false,
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Pauses() => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 10,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = PauseDuration,
        ShouldHandle = args => ValueTask.FromResult(IsFailureOfApi(args.Outcome, args.Context.GetRequestMessage())),
        OnOpened = args =>
        {
            Volatile.Write(ref _pausedUntil, (_time.GetUtcNow() + args.BreakDuration).UtcTicks);
            LogPaused(Api, args.BreakDuration.TotalSeconds);
            return default;
        },
        OnClosed = _ =>
        {
            LogResumed(Api);
            return default;
        },
    };

    private bool IsFailureOfApi(Outcome<HttpResponseMessage> outcome, HttpRequestMessage? request) => outcome switch
    {
        { Result.StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable } => true,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError } => HappensToSeveral(request),
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
        { Exception: HttpRequestException { InnerException: RefusedAddressException } } => false,
        { Exception: HttpRequestException or IOException } => true,
        { Exception: { } exception } => request is not null && HasTimedOut(request, exception) && HappensToSeveral(request),
        _ => false,
    };

    private bool HappensToSeveral(HttpRequestMessage? request) =>
        _failing.Add(request is not null && request.Options.TryGetValue(Caller, out var user) ? user : "");

    [LoggerMessage(LogLevel.Warning, "Half of the last calls to {Api} failed; calls to it are paused for {Seconds} seconds")]
    private partial void LogPaused(string api, double seconds);

    [LoggerMessage(LogLevel.Information, "{Api} responds again; calls to it are no longer paused")]
    private partial void LogResumed(string api);
}
