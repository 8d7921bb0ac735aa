using System.Globalization;
using System.Security.Claims;

namespace Entra.Emulator.OAuth;

/// <summary>One sign-in of a person: what the cookie, codes, refresh tokens and tokens all remember of it.</summary>
internal sealed record SignIn(string SessionId, DateTimeOffset At, IReadOnlyList<string> Contexts)
{
    private const string SessionClaim = "sid";
    private const string TimeClaim = "signed_in";
    private const string ContextClaim = "acrs";

    public static SignIn New(TimeProvider time) => new(Guid.NewGuid().ToString(), time.GetUtcNow(), []);

    /// <summary>The same sign-in after the person confirmed it for an authentication context.</summary>
    public SignIn Confirmed(IEnumerable<string> contexts) => this with { Contexts = [.. Contexts.Union(contexts)] };

    public bool Satisfies(IEnumerable<string> contexts) => contexts.All(Contexts.Contains);

    public IEnumerable<Claim> ToClaims() =>
    [
        new(SessionClaim, SessionId),
        new(TimeClaim, At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        .. Contexts.Select(c => new Claim(ContextClaim, c)),
    ];

    public static SignIn From(ClaimsPrincipal principal, TimeProvider time) => new(
        principal.FindFirstValue(SessionClaim) ?? Guid.NewGuid().ToString(),
        long.TryParse(principal.FindFirstValue(TimeClaim), CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : time.GetUtcNow(),
        [.. principal.FindAll(ContextClaim).Select(c => c.Value)]);
}
