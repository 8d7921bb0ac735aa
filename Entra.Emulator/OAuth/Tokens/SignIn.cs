using System.Globalization;
using System.Security.Claims;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>One sign-in, which the cookie, codes, refresh tokens and access tokens refer to.</summary>
internal sealed record SignIn(string SessionId, DateTimeOffset At, IReadOnlyList<string> Contexts)
{
    private const string SessionClaim = "sid";
    private const string TimeClaim = "signed_in";
    private const string IssuedClaim = "iat";
    private const string ContextClaim = "acrs";

    public static SignIn New(TimeProvider time) => new(Guid.NewGuid().ToString(), time.GetUtcNow(), []);

    /// <summary>The same sign-in with more satisfied authentication contexts.</summary>
    public SignIn Confirmed(IEnumerable<string> contexts) => this with { Contexts = [.. Contexts.Union(contexts)] };

    public IEnumerable<Claim> ToClaims() =>
    [
        new(SessionClaim, SessionId),
        new(TimeClaim, At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        .. Contexts.Select(c => new Claim(ContextClaim, c)),
    ];

    public static SignIn From(ClaimsPrincipal principal, TimeProvider time) => new(
        principal.FindFirstValue(SessionClaim) ?? Guid.NewGuid().ToString(),
        TimeOf(principal) ?? time.GetUtcNow(),
        [.. principal.FindAll(ContextClaim).Select(c => c.Value)]);

    // An access token contains no sign-in time, only the second in which it was issued, so a revocation in that second
    // also revokes it.
    private static DateTimeOffset? TimeOf(ClaimsPrincipal principal)
    {
        if (Number(principal, TimeClaim) is { } milliseconds)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

        return Number(principal, IssuedClaim) is { } seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static long? Number(ClaimsPrincipal principal, string claim) =>
        long.TryParse(principal.FindFirstValue(claim), CultureInfo.InvariantCulture, out var value) ? value : null;
}
