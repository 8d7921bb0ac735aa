using System.Security.Cryptography;
using System.Text;

namespace Entra.Emulator.Tenant;

/// <summary>Derives ids from content, so that objects of the tenant file have the same id after every start.</summary>
internal static class StableId
{
    public static Guid Of(params ReadOnlySpan<object?> parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', parts.ToArray()))).AsSpan(0, 16));
}
