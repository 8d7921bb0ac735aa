using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace Entra.Emulator.Hosting;

/// <summary>The keys of this machine's tenant: made at the first run, kept since, never part of the product.</summary>
internal static class EncryptionKeys
{
    /// <summary>Seals codes and refresh tokens, which only the emulator reads.</summary>
    public static SymmetricSecurityKey ForTokens(StateFiles files) =>
        new(files.GetOrCreate("encryption-key.bin", () => RandomNumberGenerator.GetBytes(32)));

    /// <summary>Seals the sign-in cookie and the antiforgery tokens.</summary>
    public static void AddCookieKeys(this WebApplicationBuilder builder, StateFiles files)
    {
        builder.Services.AddDataProtection()
            .SetApplicationName("Entra.Emulator")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(files.Folder, "cookie-keys")));

        // It warns that the keys lie unencrypted, as they do by design: the folder is open to this user alone.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }
}
