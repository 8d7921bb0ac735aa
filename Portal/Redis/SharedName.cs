using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Redis;

/// <summary>
/// What users, addresses and circuits are called in Redis: the hash of their ID. Those who can read Redis, but do not know
/// an ID, do not learn it.
/// </summary>
internal static class SharedName
{
    public static string Of(string id) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
