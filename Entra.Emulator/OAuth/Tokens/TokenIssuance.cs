using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>The token to issue: its client, resource and user.</summary>
internal sealed record TokenIssuance(App Client, App Resource)
{
    /// <summary>The resource as the client named it, by id or App ID URI. The <c>aud</c> of a v1 token.</summary>
    public required string Audience { get; init; }

    /// <summary>The client authenticated with a certificate; <c>azpacr</c> says so.</summary>
    public bool UsedCertificate { get; init; }

    /// <summary>The client capabilities: <c>cp1</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Null for an app-only token.</summary>
    public TokenUser? User { get; init; }

    /// <summary>
    /// The <c>scope</c> of the response, written as in the request: MSAL uses it to find cached tokens.
    /// </summary>
    public string? ResponseScope { get; init; }
}

/// <summary>The user part of a token. <c>Nonce</c> is set only when a code is redeemed.</summary>
internal sealed record TokenUser(UserAccount Account, SignIn SignIn, IReadOnlyList<string> Scopes, string? Nonce)
{
    /// <summary>OpenID Connect scopes: <c>email</c> adds a claim to the id token.</summary>
    public IReadOnlyList<string> OpenId { get; init; } = [];
}
