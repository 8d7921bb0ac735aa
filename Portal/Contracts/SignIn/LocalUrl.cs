using System.Globalization;
using System.Text;

namespace Portal.Contracts.SignIn;

/// <summary>Keeps redirects and return URLs on this site.</summary>
public static class LocalUrl
{
    // The authority receives the address in the state of a sign-in, as part of a URL.
    private const int MaxLength = 8 * 1024;

    private static readonly string[] EncodedSlashes = ["/%2f", "/%5c"];

    /// <summary>
    /// <paramref name="url"/> if it is a path on this site, with every character outside ASCII percent-encoded, as a header
    /// needs it; otherwise the home page.
    /// </summary>
    /// <param name="pathBase">The path that all pages are below, such as <c>/obo</c>; empty if there is none.</param>
    public static string OrHome(string? url, string pathBase) =>
        url is not null && IsLocal(url) && IsBelow(url, pathBase) && Encode(url) is { Length: <= MaxLength } encoded
            ? encoded
            : $"{pathBase}/";

    // Browsers read "//host" and any backslash as another host, and remove tabs and line breaks before parsing. A proxy
    // that decodes the header would turn /%2fhost into //host.
    private static bool IsLocal(string url) =>
        url is ['/', ..] and not ['/', '/', ..]
        && !url.Any(c => char.IsControl(c) || c == '\\')
        && !EncodedSlashes.Any(slash => url.StartsWith(slash, StringComparison.OrdinalIgnoreCase));

    // Other paths of the host lead to other apps. Browsers resolve dot segments, also encoded ones; a proxy may decode
    // slashes too.
    private static bool IsBelow(string url, string pathBase) =>
        pathBase.Length == 0
        || (url.StartsWith($"{pathBase}/", StringComparison.Ordinal)
            && !DecodeSegments(url.Split('?', '#')[0]).Split('/').Any(segment => segment is "." or ".."));

    private static string DecodeSegments(string path) => path
        .Replace("%2e", ".", StringComparison.OrdinalIgnoreCase)
        .Replace("%2f", "/", StringComparison.OrdinalIgnoreCase)
        .Replace("%5c", "/", StringComparison.OrdinalIgnoreCase)
        .Replace('\\', '/');

    /// <summary>Null for a text that is not valid Unicode.</summary>
    private static string? Encode(string url)
    {
        if (url.All(char.IsAscii))
            return url;

        var encoded = new StringBuilder(url.Length * 3);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < url.Length;)
        {
            if (!Rune.TryGetRuneAt(url, i, out var rune))
                return null;

            i += rune.Utf16SequenceLength;
            if (rune.IsAscii)
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var part in bytes[..rune.EncodeToUtf8(bytes)])
                encoded.Append(CultureInfo.InvariantCulture, $"%{part:X2}");
        }

        return encoded.ToString();
    }
}
