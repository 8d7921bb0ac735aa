using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Portal.Auth.TokenCache;

/// <summary>A token that a user needs, and how it is requested.</summary>
/// <param name="Account">The user, see <see cref="TokenCache.Account"/>.</param>
/// <param name="Key">Identifies the token; starts with the account.</param>
/// <param name="Assertion">The token that is exchanged for it; null for a token of the sign-in.</param>
/// <param name="Send">Gets the Authorization header from MSAL; if true, newly issued.</param>
internal sealed record UserTokenRequest(string Account, string Key, string? Assertion, Func<bool, Task<string>> Send)
{
    /// <summary>Whether the token is used again.</summary>
    public bool IsKept { get; init; } = true;

    /// <summary>What identifies a request for a newly issued token.</summary>
    public string RenewalKey { get; init; } = $"{Key} renewed";

    /// <summary>The account that a key starts with.</summary>
    public static string AccountOf(string key) => key[..key.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>A token for the pages, from the user's sign-in.</summary>
    public static UserTokenRequest ForPages(string account, IEnumerable<string> scopes, Func<bool, Task<string>> send) =>
        new(account, $"{account} {string.Join(' ', scopes)}", Assertion: null, send);

    public static UserTokenRequest OnBehalfOf(
        string account, string assertion, IEnumerable<string> scopes, Func<bool, Task<string>> send)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(assertion.AsSpan()), hash);
        return new(account, $"{account} {Convert.ToHexString(hash)} {string.Join(' ', scopes)}", assertion, send);
    }
}
