using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.SignalR;
using Portal.Auth.Sessions;

namespace Portal.Hosting.AzureSignalR;

/// <summary>
/// Takes the session through Azure SignalR Service, which passes on nothing but claims. They are in a token that scripts of
/// the page can read, so the key of the session, which the cookie hides from them, is encrypted.
/// </summary>
internal sealed class ConnectionSession(IDataProtectionProvider protection)
{
    public const string ClaimType = "portal.session";

    private readonly IDataProtector _protector = protection.CreateProtector("Azure SignalR connection");

    /// <summary>The claims of <paramref name="user"/> for the service.</summary>
    public IEnumerable<Claim> AddTo(ClaimsPrincipal user) => SessionKey.Of(user) is { } key
        ? user.Claims.Append(new Claim(ClaimType, _protector.Protect(key.ToString())))
        : user.Claims;

    /// <summary>
    /// Attaches the session to the user of a connection. Without a valid claim the user has none, and
    /// <see cref="CircuitFilter"/> refuses every message.
    /// </summary>
    public void Restore(ClaimsPrincipal? user)
    {
        if (user?.Identity is not ClaimsIdentity identity || identity.FindFirst(ClaimType) is not { } claim)
            return;

        identity.RemoveClaim(claim);
        try
        {
            SessionKey.Parse(_protector.Unprotect(claim.Value))?.AttachTo(user);
        }
        catch (CryptographicException)
        {
            // Not written by the portal, or with a key that was revoked.
        }
    }
}

/// <summary>Restores the session of each connection before its first message.</summary>
internal sealed class ConnectionSessionFilter(ConnectionSession sessions) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        sessions.Restore(context.Context.User);
        return next(context);
    }
}
