using System.Text.RegularExpressions;

namespace Portal.Downstream;

/// <summary>
/// Which paths of a downstream API can be called. Neither a contract nor a caller can direct a call outside the API's
/// base address or to a different operation.
/// </summary>
internal static partial class SafePath
{
    private const int MaxKeyLength = 256;

    /// <summary>A path of plain segments that starts with one slash, without parameters.</summary>
    public static bool IsCollection(string path) => PlainPath().IsMatch(path) && !HasDots(path);

    /// <summary>The name of the view for <paramref name="path"/> in the portal's own addresses.</summary>
    public static string ViewName(string path) => path.Trim('/').Replace('/', '-');

    /// <summary><paramref name="template"/> with <paramref name="key"/> in its place, escaped; null for an invalid key.</summary>
    /// <remarks>
    /// A slash, a backslash or a percent sign in a key could be interpreted as structure by a server or proxy even when
    /// escaped, so such keys are refused. In the parentheses of OData, a text is quoted, with its quotes doubled; any other
    /// literal has letters, digits and signs only.
    /// </remarks>
    public static string? WithKey(string template, string key)
    {
        if (key is "" or "." or ".." || key.Length > MaxKeyLength || key.Any(c => char.IsControl(c) || c is '/' or '\\' or '%'))
            return null;

        var (start, end) = (template.IndexOf('{', StringComparison.Ordinal), template.IndexOf('}', StringComparison.Ordinal));
        switch (template[start - 1])
        {
            case '\'':
                key = key.Replace("'", "''", StringComparison.Ordinal);
                break;
            case '(' or '=' when !Literal().IsMatch(key):
                return null;
        }

        return template[..start] + Uri.EscapeDataString(key) + template[(end + 1)..];
    }

    private static bool HasDots(string path) => path.Split('/').Any(segment => segment is "." or "..");

    [GeneratedRegex(@"^[A-Za-z0-9._:+-]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Literal();

    [GeneratedRegex(@"^(/[A-Za-z0-9._~-]+)+/?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex PlainPath();
}
