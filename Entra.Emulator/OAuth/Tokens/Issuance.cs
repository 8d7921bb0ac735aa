using Entra.Emulator.Tenant;
using Microsoft.AspNetCore;
using OpenIddict.Server;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>What one token answer is about: for which app, to call which resource, in whose name.</summary>
internal sealed record Issuance(App Client, App Resource)
{
    /// <summary>The resource in the client's words: its id or its App ID URI. A v1 token's <c>aud</c>.</summary>
    public required string Audience { get; init; }

    /// <summary>The client proved itself with a certificate, which the token says.</summary>
    public bool ByCertificate { get; init; }

    /// <summary>What the client said that it can do: <c>cp1</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Null for an app's own token.</summary>
    public UserIssuance? User { get; init; }

    /// <summary>The answer's <c>scope</c>, in the words that the client used: MSAL finds cached tokens by them.</summary>
    public string? ResponseScope { get; init; }
}

/// <summary>The user's side of an issuance. <c>Nonce</c> belongs into the id token of a code redemption only.</summary>
internal sealed record UserIssuance(UserAccount Account, SignIn SignIn, IReadOnlyList<string> Scopes, string? Nonce)
{
    /// <summary>OpenID Connect's own scopes: <c>email</c> brings a claim into the id token.</summary>
    public IReadOnlyList<string> OpenId { get; init; } = [];
}

internal static class TransactionState
{
    private const string ByCertificateProperty = "emulator:by_certificate";

    public static HttpContext GetHttpContext(this OpenIddictServerTransaction transaction) =>
        transaction.GetHttpRequest()?.HttpContext
        ?? throw new InvalidOperationException("The emulator answers HTTP requests only.");

    public static void SetClient(this OpenIddictServerTransaction transaction, App client, bool isByCertificate = false)
    {
        transaction.SetProperty(typeof(App).FullName!, client);
        transaction.SetProperty(ByCertificateProperty, isByCertificate ? "yes" : null);
    }

    /// <summary>The client that the request was authenticated for.</summary>
    public static App GetClient(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<App>(typeof(App).FullName!)
        ?? throw new InvalidOperationException("The client was not resolved: ClientAuthentication runs first.");

    /// <summary>Whether the client proved itself with a certificate, and not with a secret or not at all.</summary>
    public static bool IsAuthenticatedByCertificate(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<string>(ByCertificateProperty) is not null;

    public static void SetIssuance(this OpenIddictServerTransaction transaction, Issuance issuance) =>
        transaction.SetProperty(typeof(Issuance).FullName!, issuance);

    public static Issuance? GetIssuance(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<Issuance>(typeof(Issuance).FullName!);
}
