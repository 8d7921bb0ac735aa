using System.Buffers.Text;

namespace Entra.Emulator.Graph;

/// <summary>
/// Assignments and grants have ids that are not GUIDs, as in Graph, so that clients do not parse them.
/// </summary>
internal static class OpaqueId
{
    private const int Bytes = 16;

    public static string Of(Guid id) => Base64Url.EncodeToString(id.ToByteArray());

    public static Guid? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Bytes ? new Guid(bytes) : null;
    }
}
