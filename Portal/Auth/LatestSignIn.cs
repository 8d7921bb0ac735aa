using System.Security.Claims;

namespace Portal.Auth;

/// <summary>What the latest sign-in since the start shows of the app registration.</summary>
internal sealed class LatestSignIn
{
    private volatile bool _hasSessionId;
    private volatile bool _isKnown;

    /// <summary>
    /// Whether the ID token had <c>sid</c>, without which front-channel logout finds no session; null before a sign-in.
    /// </summary>
    public bool? HasSessionId => _isKnown ? _hasSessionId : null;

    public void Set(ClaimsPrincipal user)
    {
        _hasSessionId = user.FindFirst("sid") is not null;
        _isKnown = true;
    }
}
