using System.Security.Cryptography;
using System.Text;

namespace Portal.Redis;

/// <summary>
/// The names of sessions, users and circuits in Redis and in files: hashes of their IDs. Those who can read them, but do not
/// know an ID, do not learn it. For IDs that can be guessed, see <see cref="Portal.Auth.Storage.KeySeal"/>.
/// </summary>
internal static class SharedName
{
    /// <summary>The key of an entry in Redis.</summary>
    public static string Key(string kind, string id) => $"obo:{kind}:{Of(id)}";

    public static string Of(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
