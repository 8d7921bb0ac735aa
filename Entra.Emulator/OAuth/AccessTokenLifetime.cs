using System.Security.Cryptography;

namespace Entra.Emulator.OAuth;

/// <summary>60 to 90 minutes, drawn anew for each token as Entra does, so that nobody builds on a fixed number.</summary>
internal static class AccessTokenLifetime
{
    public static TimeSpan Next() => TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(60 * 60, 90 * 60));
}
