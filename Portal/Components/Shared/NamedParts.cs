using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Contracts.Access;

namespace Portal.Components.Shared;

/// <summary>A part of a text: plain, a value with its name, or a time.</summary>
/// <param name="Text">As it is in the text.</param>
/// <param name="Name">The text to show instead; null for a plain part.</param>
internal sealed record NamedPart(string Text, string? Name = null, DateTimeOffset? Time = null);

/// <summary>
/// Finds the ids of known apps and of the tenant, scopes and addresses that contain one, and times, in texts of checks. A
/// value stays what it is: its name is shown, and the value is copied.
/// </summary>
internal static partial class NamedParts
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    public static IReadOnlyList<NamedPart> Read(string text, IReadOnlyList<NamedId> names)
    {
        var parts = new List<NamedPart>();
        var rest = 0;
        foreach (var match in Values().EnumerateMatches(text))
        {
            if (PartOf(text.Substring(match.Index, match.Length), names) is not { } part)
                continue;

            AddText(match.Index);
            parts.Add(part);
            rest = match.Index + match.Length;
        }

        AddText(text.Length);
        return parts;

        void AddText(int end)
        {
            if (end > rest)
                parts.Add(new NamedPart(text[rest..end]));
        }
    }

    /// <summary>The text with names instead of values, where it cannot have buttons.</summary>
    public static string Plain(string text, IReadOnlyList<NamedId> names) =>
        string.Concat(Read(text, names).Select(part => part.Name ?? part.Text));

    /// <summary>The name to show for a whole value; null if it is not known.</summary>
    public static string? NameOf(string value, IReadOnlyList<NamedId> names) =>
        Read(value, names) is [{ Name: { } name }] ? name : null;

    private static NamedPart? PartOf(string value, IReadOnlyList<NamedId> names)
    {
        if (TimeIn(value) is { } time)
            return new NamedPart(value, Time: time);
        if (names.FirstOrDefault(n => value.Contains(n.Id, StringComparison.OrdinalIgnoreCase)) is not { } named)
            return null;
        if (value.Equals(named.Id, StringComparison.OrdinalIgnoreCase))
            return new NamedPart(value, named.Name);

        var isScope = value.StartsWith($"{named.Id}/", StringComparison.OrdinalIgnoreCase);
        return new NamedPart(value, isScope
            ? $"{named.Name} · {value[(named.Id.Length + 1)..]}"
            : value.Replace(named.Id, $"{{{named.Name.Split(' ')[^1]}}}", StringComparison.OrdinalIgnoreCase));
    }

    private static DateTimeOffset? TimeIn(string value) =>
        DateTimeOffset.TryParseExact(
            value.Replace(" UTC", "", StringComparison.Ordinal), [TimeFormat, "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    // An address, an id with what follows it as in scopes, or a time. Punctuation at the end is not part of them.
    [GeneratedRegex(
        @"https?://[^\s""'<>,;]*[^\s""'<>,;.:!?)]"
        + @"|(?:api://)?\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b(?:/\.?[\w]+(?:\.\w+)*)?"
        + @"|\b\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? UTC\b",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Values();
}
