using System.Buffers.Binary;
using System.Buffers.Text;

namespace Entra.Emulator.Graph.Queries;

/// <summary>The opaque position of the next page.</summary>
internal static class PageToken
{
    public static string Of(int position)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, position);
        return Base64Url.EncodeToString(bytes);
    }

    public static string Of(Guid last) => OpaqueId.Of(last);

    public static int Position(string? token, int length)
    {
        if (token is null)
            return 0;

        Span<byte> bytes = stackalloc byte[sizeof(int)];
        var isPosition = Base64Url.TryDecodeFromChars(token, bytes, out var written) && written == sizeof(int);
        var position = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return isPosition && position >= 0 && position <= length ? position : throw Expired();
    }

    public static Guid? Last(string? token) => token is null ? null : OpaqueId.Read(token) ?? throw Expired();

    private static GraphErrorException Expired() => new(new GraphError(
        400, "Directory_ExpiredPageToken", "The specified page token value has expired and can't be included in your request."));
}
