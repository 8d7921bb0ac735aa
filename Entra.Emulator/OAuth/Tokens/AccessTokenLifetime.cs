using System.Security.Cryptography;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>
/// A random lifetime, as in Entra: 60 to 90 minutes, or 20 to 28 hours for clients that handle claims challenges.
/// </summary>
internal static class AccessTokenLifetime
{
    public static TimeSpan Next(bool isLongLived = false) => isLongLived
        ? TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(20 * 3600, 28 * 3600))
        : TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(60 * 60, 90 * 60));
}
