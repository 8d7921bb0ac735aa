using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Auth;

namespace Portal.Diagnostics.Checks;

/// <summary>How long the credential is still good for, where that can be seen from here.</summary>
internal sealed class CredentialExpiryCheck(IOptions<AzureAdSettings> azureAd, ICredentialsLoader loader, TimeProvider time)
    : DiagnosticCheck(Name, SetupGroups.Credential, "Credential does not run out")
{
    public const string Name = "credential.expiry";

    private const string Setting = "AzureAd:ClientCredentials";
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);
    private static readonly TimeSpan VerySoon = TimeSpan.FromDays(7);

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        // The first that can be used is used; what comes after it is a spare.
        var credential = azureAd.Value.ClientCredentials.First(c => !c.Skip);
        return credential.CredentialType switch
        {
            CredentialType.Secret => DiagnosticResult
                .Unknown("When a secret ends can’t be seen from here.")
                .FixOwners("Look at Certificates & secrets of the registration. A certificate’s end would be shown here.",
                    link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.Credentials)),
            CredentialType.Certificate => await JudgeAsync(credential),
            _ => DiagnosticResult.Passed("It is renewed by whoever provides it: nothing runs out here."),
        };
    }

    private async Task<DiagnosticResult> JudgeAsync(CredentialDescription credential)
    {
        // A copy of its own: the loader keeps what it loaded, and a renewed file would not be seen.
        var fresh = new CredentialDescription(credential) { CachedValue = null };
        try
        {
            await loader.LoadCredentialsIfNeededAsync(fresh);
        }
        catch (Exception exception)
        {
            // Loaders throw what their sources throw.
            return Unloadable(credential, exception.GetType().Name);
        }

        if (fresh.Certificate is not { } certificate)
            return Unloadable(credential, "nothing found");

        return Judge(certificate)
            .With("Source", Place(credential))
            .With("Subject", certificate.Subject)
            .With("Thumbprint", certificate.Thumbprint)
            .With("Valid from", Text(certificate.NotBefore))
            .With("Valid until", Text(certificate.NotAfter));
    }

    private DiagnosticResult Judge(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow();
        var left = certificate.NotAfter.ToUniversalTime() - now.UtcDateTime;
        if (!certificate.HasPrivateKey)
            return DiagnosticResult.Failed("The certificate has no private key here: nothing can be signed with it.").FixOwners("Use the .pfx, or import it with its key.", Setting);
        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
            return DiagnosticResult.Failed("The certificate is not valid yet.").FixOwners("Use one that is, or set this machine’s clock.", Setting);
        if (left <= TimeSpan.Zero)
            return DiagnosticResult.Failed("The certificate has expired.").FixOwners(Renewal, Setting, Page);

        var days = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(left.TotalDays):0} days");
        return left switch
        {
            _ when left < VerySoon => DiagnosticResult.Warning($"The certificate expires in {days}: replace it now.").FixOwners(Renewal, Setting, Page),
            _ when left < Soon => DiagnosticResult.Warning($"The certificate expires in {days}.").FixOwners(Renewal, Setting, Page),
            _ => DiagnosticResult.Passed($"The certificate is good for another {days}."),
        };
    }

    private const string Renewal = "Upload the new certificate beside the old one, switch the setting, then remove the old one.";

    private string? Page => EntraAdminCenter.Link(azureAd, EntraAdminCenter.Credentials);

    private static DiagnosticResult Unloadable(CredentialDescription credential, string why) => DiagnosticResult
        .Failed($"The certificate cannot be loaded ({why}).")
        .With("Source", Place(credential))
        .FixOwners("See that it exists where the setting says, and that this account may read it.", Setting);

    // Only the sources that name a place: the value of the others is the credential itself.
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
