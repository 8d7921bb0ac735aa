using System.Security.Cryptography;
using System.Text;

namespace Entra.Emulator.Tenant;

/// <summary>The same id for the same thing, whenever it comes to be: so what the seed brings can be changed by id.</summary>
internal static class StableId
{
    public static Guid Of(params ReadOnlySpan<object?> parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', parts.ToArray()))).AsSpan(0, 16));
}
