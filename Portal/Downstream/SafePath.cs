using System.Text.RegularExpressions;

namespace Portal.Downstream;

/// <summary>
/// Which paths of a downstream API are called. Neither a contract nor a caller can lead a call off the API's base
/// address, or to another operation than the one that was meant.
/// </summary>
internal static partial class SafePath
{
    private const int MaxKeyLength = 256;

    /// <summary>A path of plain segments that begins with one slash, without parameters.</summary>
    public static bool IsCollection(string path) => PlainPath().IsMatch(path) && !HasDots(path);

    /// <summary>The segment that stands for <paramref name="path"/> in the portal's own addresses.</summary>
    public static string ViewName(string path) => path.Trim('/').Replace('/', '-');

    /// <summary><paramref name="template"/> with <paramref name="key"/> in its place, escaped; null for a key that no row has.</summary>
    /// <remarks>
    /// A slash, a backslash or a percent sign in a key would be read as structure somewhere on the way, whatever its
    /// escaping: such keys are refused, not escaped.
    /// </remarks>
    public static string? WithKey(string template, string key)
    {
        if (key is "" or "." or ".." || key.Length > MaxKeyLength || key.Any(c => char.IsControl(c) || c is '/' or '\\' or '%'))
            return null;

        var (start, end) = (template.IndexOf('{', StringComparison.Ordinal), template.IndexOf('}', StringComparison.Ordinal));
        return template[..start] + Uri.EscapeDataString(key) + template[(end + 1)..];
    }

    private static bool HasDots(string path) => path.Split('/').Any(segment => segment is "." or "..");

    [GeneratedRegex(@"^(/[A-Za-z0-9._~-]+)+/?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex PlainPath();
}
