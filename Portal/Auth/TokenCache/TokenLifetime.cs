using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AccessContract;

namespace Portal.Auth.TokenCache;

/// <summary>How long a received token is used, and from when a new one is requested while it is still used.</summary>
/// <param name="RenewAt">Null if the token is not renewed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenLifetime(DateTimeOffset UsableUntil, DateTimeOffset? RenewAt)
{
    // As long before expiry as MSAL requests a new token.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A token is used until five minutes before its expiry, and not longer than the token that was exchanged for it. One
    /// whose expiry cannot be read is not used again.
    /// </summary>
    /// <param name="header">The Authorization header that contains the token.</param>
    /// <param name="assertion">The token that was exchanged for it; null for a token of the sign-in.</param>
    /// <param name="now">When it was received.</param>
    public static TokenLifetime Of(string header, string? assertion, DateTimeOffset now)
    {
        var exchanged = assertion is null ? DateTimeOffset.MaxValue : ExpiryOf($"Bearer {assertion}");
        if (ExpiryOf(header) - Margin is not { } own || exchanged is not { } limit)
            return new(now, RenewAt: null);

        // When the exchanged token has expired, everything is exchanged again for its successor.
        return limit <= own ? new(limit, RenewAt: null) : new(own, now + ((own - now) * RenewalShare()));
    }

    // From 75 % to 95 %, so that tokens which expire in the same second are not renewed in the same second.
    private static double RenewalShare() => RandomNumberGenerator.GetInt32(750, 950) / 1000.0;

    private static DateTimeOffset? ExpiryOf(string header) =>
        DecodedToken.OfHeader(header, SignatureEvidence.Unchecked) is { } token ? TokenFacts.Read(token).ExpiresAt : null;
}
