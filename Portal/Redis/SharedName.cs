using System.Security.Cryptography;
using System.Text;

namespace Portal.Redis;

/// <summary>
/// What sessions, users, addresses and circuits are called where others could read it: the hash of their ID. Those who can
/// read Redis or a file, but do not know an ID, do not learn it.
/// </summary>
internal static class SharedName
{
    public static string Of(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
