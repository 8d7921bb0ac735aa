using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Portal.Auth.TokenCache;
using Portal.Contracts.Problems;

namespace Portal.Auth.Sessions;

/// <summary>
/// Checks at the authority whether a user's sign-in is still valid, and ends the user's sessions if it is not. All pages of a
/// user share one request per interval, and none is sent while the authority asks the portal to wait.
/// </summary>
internal sealed partial class SignInCheck(
    ExchangedTokens tokens,
    UserTokenRequests requests,
    PortalSessions sessions,
    UserTokenCache cache,
    IOptions<PortalSessionOptions> options,
    TimeProvider time,
    ILogger<SignInCheck> logger) : IDisposable
{
    /// <summary>A page waits no longer for the result, which then applies to the next request.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private const int MaxCount = 100_000;

    // The account is disabled or deleted, or what it signed in with was revoked. Other errors say nothing about that.
    private static readonly string[] Revoked =
        ["AADSTS50173", "AADSTS50132", "AADSTS50133", "AADSTS50057", "AADSTS50034", "AADSTS70043", "AADSTS70044"];

    private readonly MemoryCache _checks = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly Lock _gate = new();

    /// <summary>The user has just signed in, so the next check is due after one interval.</summary>
    public void Passed(ClaimsPrincipal user)
    {
        if (Account.IdOf(user) is { } account)
            _ = Remember(account, Task.CompletedTask);
    }

    /// <summary>Returns when the last check of <paramref name="user"/> is not older than the interval.</summary>
    /// <param name="user">The user of a session.</param>
    /// <param name="cancellationToken">The caller waits no longer; the result then applies to the next request.</param>
    public async Task EnsureAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (options.Value.RevocationCheck == TimeSpan.Zero || Account.IdOf(user) is not { } account)
            return;

        Check check;
        lock (_gate)
        {
            var last = _checks.Get<Check>(account);
            check = last is null || time.GetUtcNow() - last.At >= options.Value.RevocationCheck
                ? Remember(account, CheckAsync(user, account))
                : last;
        }

        // Of the pages of a user, only the first ones wait for an authority that does not respond.
        if (time.GetUtcNow() - check.At >= MaxWait && !check.Answer.IsCompleted)
            return;

        try
        {
            await check.Answer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The sessions stay until the authority answers.
        }
    }

    public void Dispose() => _checks.Dispose();

    private async Task CheckAsync(ClaimsPrincipal user, string account)
    {
        // The caller holds a lock that all users share.
        await Task.Yield();
        var started = time.GetUtcNow();
        try
        {
            if (await FindErrorAsync(user, account) is not { } code || !Revoked.Contains(code))
                return;

            LogRevoked(logger, code);
            await sessions.EndAccountAsync(account, started);
            await cache.ForgetAsync(user);
        }
        catch (Exception exception)
        {
            // No answer about the sign-in: the session stays. Pages report such problems themselves.
            var failure = exception.GetType().Name;
            LogNotChecked(logger, failure);
        }
    }

    // A refresh token is redeemed for a token that is not used: another one for the portal would be a new assertion, and
    // each on-behalf-of token would have to be requested again.
    private async Task<string?> FindErrorAsync(ClaimsPrincipal user, string account)
    {
        try
        {
            var request = requests.ForPages(user, account, ["openid"]) with { IsKept = false };
            await tokens.RenewAsync(request, CancellationToken.None);
            return null;
        }
        catch (MicrosoftIdentityWebChallengeUserException exception)
        {
            return AuthorityMessage.Read(exception.MsalUiRequiredException.Message)?.Code;
        }
    }

    private Check Remember(string account, Task answer) =>
        _checks.Set(account, new Check(time.GetUtcNow(), answer), new MemoryCacheEntryOptions
        {
            Size = 1,
            SlidingExpiration = options.Value.Idle,
        });

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The sign-in service no longer accepts a user's sign-in ({ErrorCode}): the user's sessions have ended")]
    private static partial void LogRevoked(ILogger logger, string errorCode);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A user's sign-in could not be checked: {Reason}")]
    private static partial void LogNotChecked(ILogger logger, string reason);

    private sealed record Check(DateTimeOffset At, Task Answer);
}
