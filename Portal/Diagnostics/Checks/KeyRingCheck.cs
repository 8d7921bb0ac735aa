using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Portal.Auth.Storage;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether cookies and cached tokens can be encrypted and decrypted, also after a restart.</summary>
internal sealed class KeyRingCheck(
    IKeyManager keys,
    IDataProtectionProvider provider,
    IOptions<KeyManagementOptions> options,
    IHostEnvironment environment,
    TimeProvider time,
    SharedKeys? shared = null)
    : DiagnosticCheck(Name, SetupGroups.Storage, "Data Protection keys")
{
    public const string Name = "keyring";

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        // The --check-setup command does not start the portal, and must not create a key that the instances do not have.
        if (shared is not null)
            await shared.TrySynchronizeAsync();

        if (options.Value.XmlRepository is not KeyFiles { Directory.FullName: var folder } files)
            return DiagnosticResult.Unknown("The keys are not stored in a folder.");

        return Check(files, folder)
            .With("Folder", folder)
            .With("Mode", Directory.Exists(folder) ? PrivatePath.Text(folder) : null)
            .With("Shared with other instances", shared is null ? null : "yes, in Redis");
    }

    private DiagnosticResult Check(KeyFiles files, string folder)
    {
        try
        {
            var protector = provider.CreateProtector("portal.setup");
            var works = protector.Unprotect(protector.Protect(nameof(KeyRingCheck))) == nameof(KeyRingCheck);

            // From the folder instead of memory, as after a restart.
            var found = keys.GetAllKeys();
            var newest = found.Where(k => !k.IsRevoked).OrderByDescending(k => k.ExpirationDate).FirstOrDefault();
            var plain = files.GetAllElements().Count(KeyFiles.IsPlain);
            var outcome = works && newest is not null && newest.ExpirationDate > time.GetUtcNow()
                ? FileProblem(files) ?? PrivatePath.Evaluate(folder) ?? Encryption(plain)
                : Broken("The folder contains no valid key: after a restart, everyone would have to sign in again.");
            return outcome
                .With("Encrypted on disk", $"{found.Count - Math.Min(plain, found.Count)} of {found.Count}")
                .With("Keys", found.Count.ToString(CultureInfo.InvariantCulture))
                .With("Newest expires", newest?.ExpirationDate.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or XmlException)
        {
            return Broken("They cannot be used: cookies and cached tokens can neither be written nor read.")
                .With("Fault", exception.GetBaseException().GetType().Name);
        }
    }

    private static DiagnosticResult? FileProblem(KeyFiles files) => files switch
    {
        { Unstored: [{ } key, ..] } => Broken($"{key} could not be stored: after a restart, users sign in again."),
        { Unreadable: [{ } file, ..] } => Broken($"{file} cannot be read. Users whose sessions it encrypted sign in again."),
        _ => null,
    };

    private DiagnosticResult Encryption(int plain)
    {
        const string Works = "They encrypt and decrypt. A new key is created automatically before the newest expires.";
        if (plain == 0)
            return DiagnosticResult.Passed(Works);

        const string Plain = "Those that are not encrypted on disk are protected by the file permissions only.";
        return environment.IsDevelopment()
            ? DiagnosticResult.Passed($"{Works} {Plain}")
            : DiagnosticResult.Warning($"{Works} {Plain}")
                .WithFix("Set a certificate that encrypts new keys. Older keys stay readable.", "DataProtection:Certificate:Path");
    }

    private static DiagnosticResult Broken(string text) => DiagnosticResult.Failed(text).WithFix(
        "Give the portal its own folder with read and write access. A damaged key file can be deleted; users then sign in again.",
        "DataDirectory");
}
