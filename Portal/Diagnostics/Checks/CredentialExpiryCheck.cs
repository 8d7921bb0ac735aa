using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Auth;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the credential expires soon, if that can be determined from here.</summary>
internal sealed class CredentialExpiryCheck(IOptions<AzureAdSettings> azureAd, ICredentialsLoader loader, TimeProvider time)
    : DiagnosticCheck(Name, SetupGroups.Credential, "Credential expiry")
{
    public const string Name = "credential.expiry";

    private const string Setting = "AzureAd:ClientCredentials";
    private static readonly TimeSpan WarningPeriod = TimeSpan.FromDays(30);
    private static readonly TimeSpan UrgentPeriod = TimeSpan.FromDays(7);

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        // Only the first usable credential is used.
        var credential = azureAd.Value.ClientCredentials.First(c => !c.Skip);
        return credential.CredentialType switch
        {
            CredentialType.Secret => DiagnosticResult
                .Unknown("The expiry date of a client secret cannot be determined from here.")
                .WithFix("See Certificates & secrets of the registration. For a certificate, the expiry date is shown here.",
                    link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.Credentials)),
            CredentialType.Certificate => await EvaluateAsync(credential),
            _ => DiagnosticResult.Passed("Its provider renews it, so it does not expire here."),
        };
    }

    private async Task<DiagnosticResult> EvaluateAsync(CredentialDescription credential)
    {
        // A copy, because the loader caches the certificate and would miss a renewed file.
        var fresh = new CredentialDescription(credential) { CachedValue = null };
        try
        {
            await loader.LoadCredentialsIfNeededAsync(fresh);
        }
        catch (Exception exception)
        {
            // Loaders throw any exception of their sources.
            return Unloadable(credential, exception.GetType().Name);
        }

        if (fresh.Certificate is not { } certificate)
            return Unloadable(credential, "not found");

        return Evaluate(certificate)
            .With("Source", Place(credential))
            .With("Subject", certificate.Subject)
            .With("Thumbprint", certificate.Thumbprint)
            .With("Valid from", Text(certificate.NotBefore))
            .With("Valid until", Text(certificate.NotAfter));
    }

    private DiagnosticResult Evaluate(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow();
        var left = certificate.NotAfter.ToUniversalTime() - now.UtcDateTime;
        if (!certificate.HasPrivateKey)
            return DiagnosticResult.Failed("The certificate has no private key, so it cannot sign.").WithFix("Use the .pfx, or import the certificate with its key.", Setting);
        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
            return DiagnosticResult.Failed("The certificate is not valid yet.").WithFix("Use a valid certificate, or correct this machine’s clock.", Setting);
        if (left <= TimeSpan.Zero)
            return DiagnosticResult.Failed("The certificate has expired.").WithFix(Renewal, Setting, Page);

        var days = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(left.TotalDays):0} days");
        return left switch
        {
            _ when left < UrgentPeriod => DiagnosticResult.Warning($"The certificate expires in {days}: replace it now.").WithFix(Renewal, Setting, Page),
            _ when left < WarningPeriod => DiagnosticResult.Warning($"The certificate expires in {days}.").WithFix(Renewal, Setting, Page),
            _ => DiagnosticResult.Passed($"The certificate is valid for another {days}."),
        };
    }

    private const string Renewal = "Upload the new certificate in addition to the old one, switch the setting, then remove the old one.";

    private string? Page => EntraAdminCenter.Link(azureAd, EntraAdminCenter.Credentials);

    private static DiagnosticResult Unloadable(CredentialDescription credential, string why) => DiagnosticResult
        .Failed($"The certificate cannot be loaded ({why}).")
        .With("Source", Place(credential))
        .WithFix("Check that it exists at the configured place, and that this account may read it.", Setting);

    // Only for sources with a location: the value of the others is the credential itself.
    private static string Place(CredentialDescription credential) => credential.SourceType switch
    {
        CredentialSource.Path => $"file {credential.CertificateDiskPath}",
        CredentialSource.KeyVault => $"{credential.KeyVaultUrl} {credential.KeyVaultCertificateName}",
        CredentialSource.StoreWithThumbprint => $"store {credential.CertificateStorePath}, thumbprint {credential.CertificateThumbprint}",
        CredentialSource.StoreWithDistinguishedName => $"store {credential.CertificateStorePath}, {credential.CertificateDistinguishedName}",
        var source => source.ToString(),
    };

    private static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
