using System.Security.Cryptography;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>
/// 60 to 90 minutes, drawn anew for each token as Entra does, so that nobody builds on a fixed number. For clients that
/// handle claims challenges a day: 20 to 28 hours.
/// </summary>
internal static class AccessTokenLifetime
{
    public static TimeSpan Next(bool isLongLived = false) => isLongLived
        ? TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(20 * 3600, 28 * 3600))
        : TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(60 * 60, 90 * 60));
}
