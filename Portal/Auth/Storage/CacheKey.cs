using System.Security.Cryptography;
using System.Text;

namespace Portal.Auth.Storage;

/// <summary>
/// Keys of cache entries contain ids of users and sessions. Where others could read them, their hashes are stored instead.
/// </summary>
internal static class CacheKey
{
    /// <summary>Stands for every key, where more was removed than can be listed.</summary>
    public static string Everything { get; } = new('F', SHA256.HashSizeInBytes * 2);

    public static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
