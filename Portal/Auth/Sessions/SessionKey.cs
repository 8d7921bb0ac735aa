using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Auth.Sessions;

/// <summary>The key of a session in the store, which is all that the session cookie contains.</summary>
/// <param name="Group">The authority's session that it belongs to. All sessions of a group end together.</param>
/// <param name="Id">One sign-in of the group.</param>
internal sealed record SessionKey(string Group, string Id)
{
    private const char Separator = '.';

    /// <summary>A new key for a sign-in of <paramref name="user"/>.</summary>
    public static SessionKey New(ClaimsPrincipal user) =>
        new(user.FindFirst("sid") is { } session ? GroupOf(session.Value) : NewId(), NewId());

    /// <summary>The group of the authority's session <paramref name="sid"/>.</summary>
    public static string GroupOf(string sid) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(sid)));

    public static SessionKey? Parse(string? key) =>
        key?.Split(Separator) is [{ Length: > 0 } group, { Length: > 0 } id] ? new SessionKey(group, id) : null;

    /// <summary>The session that <paramref name="user"/> was read from; null for other users.</summary>
    public static SessionKey? Of(ClaimsPrincipal? user) => Parse((user?.Identity as ClaimsIdentity)?.Label);

    /// <summary>Makes <see cref="Of"/> return this key. A label, not a claim: pages show the claims.</summary>
    public void AttachTo(ClaimsPrincipal user)
    {
        if (user.Identity is ClaimsIdentity identity)
            identity.Label = ToString();
    }

    public override string ToString() => $"{Group}{Separator}{Id}";

    private static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
