using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth;

/// <summary>
/// Request state that the handlers share through OpenIddict's transaction: the client, the token to issue and the
/// Entra error.
/// </summary>
internal static class TransactionExtensions
{
    private const string ByCertificateProperty = "emulator:by_certificate";

    public static HttpContext GetHttpContext(this OpenIddictServerTransaction transaction) =>
        transaction.GetHttpRequest()?.HttpContext
        ?? throw new InvalidOperationException("The transaction does not belong to an HTTP request.");

    public static void SetClient(this OpenIddictServerTransaction transaction, App client, bool usedCertificate = false)
    {
        transaction.SetProperty(typeof(App).FullName!, client);
        transaction.SetProperty(ByCertificateProperty, usedCertificate ? "yes" : null);
    }

    /// <summary>The authenticated client.</summary>
    public static App GetClient(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<App>(typeof(App).FullName!)
        ?? throw new InvalidOperationException("The client was not resolved: ClientAuthentication runs first.");

    /// <summary>Whether the client authenticated with a certificate.</summary>
    public static bool IsAuthenticatedByCertificate(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<string>(ByCertificateProperty) is not null;

    public static void SetIssuance(this OpenIddictServerTransaction transaction, TokenIssuance issuance) =>
        transaction.SetProperty(typeof(TokenIssuance).FullName!, issuance);

    public static TokenIssuance? GetIssuance(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<TokenIssuance>(typeof(TokenIssuance).FullName!);

    public static void Reject(this BaseValidatingContext context, EntraError error)
    {
        context.Transaction.SetError(error);
        context.Reject(error.Error, error.Message);
    }

    public static void SetError(this OpenIddictServerTransaction transaction, EntraError error) =>
        transaction.SetProperty(typeof(EntraError).FullName!, error);

    public static EntraError? GetError(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<EntraError>(typeof(EntraError).FullName!);
}
