using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Portal.Auth.TokenCache;
using Portal.Contracts.SignIn;

namespace Portal.Auth.Sessions;

/// <summary>
/// The sessions of the portal. The cookie contains only a key: what it stands for is stored here, so that a session that
/// has ended is over wherever its cookie was copied to, also after a restart.
/// </summary>
internal sealed class PortalSessions(
    SessionStore store, SessionActivity activity, SessionEnds ends, IOptions<PortalSessionOptions> options, TimeProvider time)
    : ITicketStore
{
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var now = time.GetUtcNow();
        var key = SessionKey.New(ticket.Principal);
        var account = Account.IdOf(ticket.Principal);
        var ended = await EndedUntilAsync(key.Group, account, CancellationToken.None);
        var signIn = new StoredSignIn(
            key.Id,
            account,
            ended < now ? now : ended.AddTicks(1), // The clock of the instance that ended the earlier one may be ahead.
            ticket.Properties.ExpiresUtc ?? now + options.Value.Absolute,
            TicketSerializer.Default.Serialize(ticket));
        await store.AddAsync(key.Group, signIn, keep: s => s.Started > ended);
        await activity.MarkAsync(key.Group);
        key.AttachTo(ticket.Principal);
        return key.ToString();
    }

    // The framework would renew the session of the browser's earlier cookie, which an attacker may have planted.
    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        throw new InvalidOperationException("Each sign-in starts a new session; the earlier one is never changed.");

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (SessionKey.Parse(key) is not { } parsed)
            return null;

        var (signIn, end) = await ReadAsync(parsed, CancellationToken.None);
        if (end is not null || signIn is null || TicketSerializer.Default.Deserialize(signIn.Ticket) is not { } ticket)
            return null;

        parsed.AttachTo(ticket.Principal);
        return ticket;
    }

    public Task RemoveAsync(string key) =>
        SessionKey.Parse(key) is { } parsed ? EndAsync(parsed.Group, SessionEnd.SignedOut) : Task.CompletedTask;

    /// <summary>Why the session of <paramref name="user"/> has ended; null while it is valid.</summary>
    public async Task<SessionEnd?> CheckAsync(ClaimsPrincipal? user, CancellationToken cancellationToken) =>
        SessionKey.Of(user) is { } key ? (await ReadAsync(key, cancellationToken)).End : SessionEnd.SignedOut;

    /// <summary>Records a page load or an action of the user, which postpones the idle limit.</summary>
    public Task MarkUsedAsync(ClaimsPrincipal? user) =>
        SessionKey.Of(user) is { } key ? activity.MarkAsync(key.Group) : Task.CompletedTask;

    /// <summary>Ends all sessions here that belong to the authority's session <paramref name="sid"/>.</summary>
    public Task EndAsync(string sid) => EndAsync(SessionKey.GroupOf(sid), SessionEnd.SignedOut);

    /// <summary>Ends the session of <paramref name="user"/>, and those of the same session at the authority.</summary>
    public Task EndAsync(ClaimsPrincipal user, SessionEnd reason) =>
        SessionKey.Of(user) is { } key ? EndAsync(key.Group, reason) : Task.CompletedTask;

    public Task EndAsync(SessionKey key, SessionEnd reason) => EndAsync(key.Group, reason);

    /// <summary>Ends all sessions of a user that started until <paramref name="until"/>.</summary>
    public Task EndAccountAsync(string account, DateTimeOffset until) => ends.AddAccountAsync(account, until);

    private async Task<(StoredSignIn? SignIn, SessionEnd? End)> ReadAsync(SessionKey key, CancellationToken cancellationToken)
    {
        var ended = await ends.OfGroupAsync(key.Group, cancellationToken);
        if (await store.FindAsync(key, cancellationToken) is not { } signIn)
            return (null, ended?.Reason ?? SessionEnd.SignedOut);
        if (signIn.Started <= ended?.At)
            return (signIn, ended.Reason);

        return await ends.OfAccountAsync(signIn.Account, cancellationToken) is { } revoked && signIn.Started <= revoked.At
            ? (signIn, revoked.Reason)
            : (signIn, await LimitAsync(key.Group, signIn, cancellationToken));
    }

    // Sessions of the group and of the account that started until then are over.
    private async Task<DateTimeOffset> EndedUntilAsync(string group, string? account, CancellationToken cancellationToken)
    {
        var ofGroup = (await ends.OfGroupAsync(group, cancellationToken))?.At ?? DateTimeOffset.MinValue;
        var ofAccount = await ends.OfAccountAsync(account, cancellationToken);
        return ofAccount?.At > ofGroup ? ofAccount.At : ofGroup;
    }

    private async Task<SessionEnd?> LimitAsync(string group, StoredSignIn signIn, CancellationToken cancellationToken)
    {
        // A newer sign-in of the same group may still be valid, so the group stays.
        var now = time.GetUtcNow();
        if (now > signIn.Expires)
            return SessionEnd.TooOld;

        if (now - (await activity.LastAsync(group, cancellationToken) ?? signIn.Started) <= options.Value.Idle)
            return null;

        await EndAsync(group, SessionEnd.Idle);
        return SessionEnd.Idle;
    }

    // First: whatever fails after it, the session is over.
    private async Task EndAsync(string group, SessionEnd reason)
    {
        await ends.AddGroupAsync(group, time.GetUtcNow(), reason);
        await store.RemoveAsync(group);
        await activity.ForgetAsync(group);
    }
}
