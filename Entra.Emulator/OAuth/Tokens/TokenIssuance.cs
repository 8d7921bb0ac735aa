using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>What one token answer is about: for which app, to call which resource, in whose name.</summary>
internal sealed record TokenIssuance(App Client, App Resource)
{
    /// <summary>The resource in the client's words: its id or its App ID URI. A v1 token's <c>aud</c>.</summary>
    public required string Audience { get; init; }

    /// <summary>The client proved itself with a certificate, which the token says.</summary>
    public bool UsedCertificate { get; init; }

    /// <summary>What the client said that it can do: <c>cp1</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Null for an app's own token.</summary>
    public TokenUser? User { get; init; }

    /// <summary>The answer's <c>scope</c>, in the words that the client used: MSAL finds cached tokens by them.</summary>
    public string? ResponseScope { get; init; }
}

/// <summary>The user's side of an issuance. <c>Nonce</c> belongs into the id token of a code redemption only.</summary>
internal sealed record TokenUser(UserAccount Account, SignIn SignIn, IReadOnlyList<string> Scopes, string? Nonce)
{
    /// <summary>OpenID Connect's own scopes: <c>email</c> brings a claim into the id token.</summary>
    public IReadOnlyList<string> OpenId { get; init; } = [];
}
