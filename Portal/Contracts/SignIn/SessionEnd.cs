using System.Security.Claims;

namespace Portal.Contracts.SignIn;

/// <summary>Why a session ended while one of its pages was open.</summary>
public enum SessionEnd
{
    /// <summary>Signed out in another page or at the sign-in service, or no longer known.</summary>
    SignedOut,

    /// <summary>Not used for as long as the setting <c>Session:IdleMinutes</c> allows.</summary>
    Idle,

    /// <summary>As old as the setting <c>Session:AbsoluteHours</c> allows.</summary>
    TooOld,

    /// <summary>The sign-in service revoked the sign-in or disabled the account.</summary>
    Revoked,

    /// <summary>Another account was signed in with the same browser.</summary>
    OtherAccount,
}

/// <summary>The user of a page whose session has ended: anonymous, with the reason for the page's text.</summary>
public static class EndedUser
{
    private const string ReasonClaim = "session_end";

    public static ClaimsPrincipal For(SessionEnd reason) =>
        new(new ClaimsIdentity([new Claim(ReasonClaim, reason.ToString())]));

    /// <summary>Null for a user whose session has not ended here.</summary>
    public static SessionEnd? ReasonOf(ClaimsPrincipal user) =>
        Enum.TryParse<SessionEnd>(user.FindFirst(ReasonClaim)?.Value, out var reason) ? reason : null;
}
