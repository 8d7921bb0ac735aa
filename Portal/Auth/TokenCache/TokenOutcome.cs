using System.Runtime.ExceptionServices;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;

namespace Portal.Auth.TokenCache;

/// <summary>What a token request led to: an Authorization header, or the failure that all its callers share.</summary>
/// <param name="At">When it failed, as a timestamp of the <see cref="TimeProvider"/>.</param>
internal sealed record TokenOutcome(string? Header, ExceptionDispatchInfo? Failure, long At)
{
    /// <summary>How long a refusal is not requested again.</summary>
    public static readonly TimeSpan RefusalDuration = TimeSpan.FromSeconds(30);

    // Long enough for the callers that wait for this request; later callers ignore it.
    private static readonly TimeSpan SharedDuration = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SilenceDuration = TimeSpan.FromSeconds(2);

    public bool IsThrottled => Failure?.SourceException is AuthorityException { RetryAfter: not null };

    public TimeSpan Duration => Failure?.SourceException switch
    {
        AuthorityException { RetryAfter: { } wait } => wait,
        { } failure when IsRefusal(failure) => RefusalDuration,
        _ => SharedDuration,
    };

    public static TokenOutcome Failed(Exception exception, TimeProvider time) =>
        new(Header: null, ExceptionDispatchInfo.Capture(exception), time.GetTimestamp());

    /// <summary>
    /// Whether it failed a moment ago because the authority did not respond. A page makes several calls in a row, and
    /// would wait for each.
    /// </summary>
    public bool IsRecentSilence(TimeProvider time) =>
        Failure?.SourceException is AuthorityException { IsSilence: true } && time.GetElapsedTime(At) < SilenceDuration;

    /// <summary>Whether a caller that began after this failure gets it too, instead of a new request.</summary>
    /// <param name="isRetry">The user wants to try again; only the authority's own limit prevents that.</param>
    /// <param name="time">Tells how long ago it failed.</param>
    public bool IsRemembered(bool isRetry, TimeProvider time) =>
        time.GetElapsedTime(At) < Duration
        && (IsThrottled || (!isRetry && Failure is { } failure && IsRefusal(failure.SourceException)));

    public void ThrowFailure(TimeProvider time)
    {
        if (Failure?.SourceException is AuthorityException { RetryAfter: not null } throttled)
            throw throttled.Later(time.GetElapsedTime(At));

        Failure?.Throw();
    }

    // Refusals that MSAL makes by itself, for lack of cached tokens, cost no request and end as soon as there are some.
    private static bool IsRefusal(Exception exception) => exception switch
    {
        MicrosoftIdentityWebChallengeUserException challenge => IsRefusal(challenge.MsalUiRequiredException),
        MsalServiceException { StatusCode: >= 400 and < 500 } => true,
        _ => false,
    };
}
