using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.Hosting;

/// <summary>Keys for what only the emulator reads, created once for each user profile.</summary>
internal static class EncryptionKeys
{
    /// <summary>Encrypts codes and refresh tokens, which only the emulator reads.</summary>
    public static SymmetricSecurityKey ForTokens(StateFiles files) =>
        new(files.GetOrCreate("encryption-key.bin", () => RandomNumberGenerator.GetBytes(32)));

    /// <summary>Signs codes and refresh tokens, at a fraction of the cost of the keys that apps know.</summary>
    public static SymmetricSecurityKey ForCodes(StateFiles files) =>
        new(files.GetOrCreate("code-key.bin", () => RandomNumberGenerator.GetBytes(32)));

    /// <summary>Protects the session cookie and the antiforgery tokens.</summary>
    public static void AddCookieKeys(this WebApplicationBuilder builder, StateFiles files)
    {
        builder.Services.AddDataProtection()
            .SetApplicationName("Entra.Emulator")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(files.Folder, "cookie-keys")));

        // Silences the warning that the keys are stored unencrypted: only this user can read the folder.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }
}
