using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether cookies and cached tokens can be encrypted and read again, also after a restart.</summary>
internal sealed class KeyRingCheck(
    IKeyManager keys, IDataProtectionProvider provider, IOptions<KeyManagementOptions> options, TimeProvider time)
    : DiagnosticCheck(Name, SetupGroups.Storage, "Data Protection keys")
{
    public const string Name = "keyring";

    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (options.Value.XmlRepository is not FileSystemXmlRepository { Directory.FullName: var folder })
            return Task.FromResult(DiagnosticResult.Unknown("The keys are kept somewhere else than in a folder."));

        return Task.FromResult(Examine(folder)
            .With("Folder", folder)
            .With("Mode", Directory.Exists(folder) ? PrivatePath.Text(folder) : null));
    }

    private DiagnosticResult Examine(string folder)
    {
        try
        {
            var protector = provider.CreateProtector("portal.setup");
            var works = protector.Unprotect(protector.Protect(nameof(KeyRingCheck))) == nameof(KeyRingCheck);

            // From the folder, not from memory: what a restart would find.
            var found = keys.GetAllKeys();
            var newest = found.Where(k => !k.IsRevoked).OrderByDescending(k => k.ExpirationDate).FirstOrDefault();
            var outcome = works && newest is not null && newest.ExpirationDate > time.GetUtcNow()
                ? PrivatePath.Judge(folder) ?? DiagnosticResult.Passed("They encrypt and decrypt; a new one is made by itself before the newest ends.")
                : Broken("No key that is still good is in the folder: after a restart everybody would have to sign in again.");
            return outcome
                .With("Keys", found.Count.ToString(CultureInfo.InvariantCulture))
                .With("Newest ends", newest?.ExpirationDate.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or XmlException)
        {
            return Broken("They cannot be used: cookies and cached tokens can be neither written nor read.")
                .With("Fault", exception.GetBaseException().GetType().Name);
        }
    }

    private static DiagnosticResult Broken(string words) => DiagnosticResult.Failed(words).FixOwners(
        "Give the portal a folder of its own that it can read and write. A damaged key file can be deleted: people then sign in once more.",
        "DataDirectory");
}
