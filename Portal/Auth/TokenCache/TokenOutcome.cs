using System.Runtime.ExceptionServices;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;

namespace Portal.Auth.TokenCache;

/// <summary>What a token request led to: an Authorization header, or the failure that all its callers share.</summary>
internal sealed class TokenOutcome
{
    /// <summary>How long a refusal is not requested again.</summary>
    public static readonly TimeSpan RefusalDuration = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the page of a user does not wait again for an authority that did not respond. It makes several calls in a
    /// row, and would wait for each.
    /// </summary>
    public static readonly TimeSpan SilenceOnPage = TimeSpan.FromSeconds(2);

    /// <summary>The same for checks at page loads, which can be omitted.</summary>
    public static readonly TimeSpan SilenceAtPageLoad = TimeSpan.FromSeconds(30);

    // After a renewal that failed.
    private static readonly TimeSpan RenewalPause = TimeSpan.FromMinutes(1);

    private readonly ExceptionDispatchInfo? _failure;
    private readonly long _at; // when it failed, as a timestamp of the TimeProvider
    private readonly DateTimeOffset _usableUntil;
    private long _renewAt = long.MaxValue; // UTC ticks

    private TokenOutcome(string header, TokenLifetime lifetime)
    {
        (Header, _usableUntil) = (header, lifetime.UsableUntil);
        if (lifetime.RenewAt is { } at)
            _renewAt = at.UtcTicks;
    }

    private TokenOutcome(Exception exception, long at) => (_failure, _at) = (ExceptionDispatchInfo.Capture(exception), at);

    /// <summary>Null for a failure.</summary>
    public string? Header { get; }

    public bool IsThrottled => _failure?.SourceException is AuthorityException { RetryAfter: not null };

    public static TokenOutcome Received(string header, TokenLifetime lifetime) => new(header, lifetime);

    public static TokenOutcome Failed(Exception exception, TimeProvider time) => new(exception, time.GetTimestamp());

    /// <summary>How long this outcome is of use to later callers.</summary>
    public TimeSpan Duration(DateTimeOffset now) => _failure?.SourceException switch
    {
        null => TimeSpan.FromTicks(Math.Max(0, (_usableUntil - now).Ticks)),
        AuthorityException { RetryAfter: { } wait } => wait,
        AuthorityException { IsSilence: true } => SilenceAtPageLoad,
        { } failure when IsRefusal(failure) => RefusalDuration,
        _ => TimeSpan.Zero,
    };

    public bool IsUsable(DateTimeOffset now) => Header is not null && now < _usableUntil;

    /// <summary>
    /// Whether the token should be renewed now. True for one caller only; again a minute later, if it is still used.
    /// </summary>
    public bool TryStartRenewal(DateTimeOffset now)
    {
        var due = Volatile.Read(ref _renewAt);
        return now.UtcTicks >= due && Interlocked.CompareExchange(ref _renewAt, (now + RenewalPause).UtcTicks, due) == due;
    }

    /// <summary>Whether a later caller gets this failure too, instead of a new request.</summary>
    /// <param name="isRetry">The user wants to try again; only the authority's own limit prevents that.</param>
    /// <param name="silence">For how long the authority is not asked again after it did not respond.</param>
    /// <param name="time">Tells how long ago it failed.</param>
    public bool IsRemembered(bool isRetry, TimeSpan silence, TimeProvider time) => _failure?.SourceException switch
    {
        null => false,
        AuthorityException { RetryAfter: { } wait } => time.GetElapsedTime(_at) < wait,
        AuthorityException { IsSilence: true } => time.GetElapsedTime(_at) < silence,
        { } failure => !isRetry && IsRefusal(failure) && time.GetElapsedTime(_at) < RefusalDuration,
    };

    /// <summary>The header, or throws the failure.</summary>
    public string HeaderOrThrow(TimeProvider time)
    {
        if (Header is not null)
            return Header;
        if (_failure?.SourceException is AuthorityException { RetryAfter: not null } throttled)
            throw throttled.Later(time.GetElapsedTime(_at));

        _failure?.Throw();
        throw new InvalidOperationException("A token request has no outcome.");
    }

    // Refusals that MSAL makes by itself, for lack of cached tokens, cost no request and end as soon as there are some.
    private static bool IsRefusal(Exception exception) => exception switch
    {
        MicrosoftIdentityWebChallengeUserException challenge => IsRefusal(challenge.MsalUiRequiredException),
        MsalServiceException { StatusCode: >= 400 and < 500 } => true,
        _ => false,
    };
}
