using System.Buffers;
using System.Globalization;

namespace Portal.Exports;

/// <summary>The name that a file is saved under: <c>Orders 2026-01-31.csv</c>.</summary>
internal static class ExportFileName
{
    private const int MaxLength = 80;

    private static readonly SearchValues<char> Refused = SearchValues.Create("<>:\"/\\|?*%");

    /// <summary>The title comes from an API: characters that are invalid in file names or misleading become spaces.</summary>
    public static string Of(string title, DateTimeOffset now, string extension)
    {
        var parts = string.Concat(title.Select(c => IsAllowed(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', parts).Trim('.', ' ', '-', '~');
        if (name.Length > MaxLength)
            name = name[..MaxLength].TrimEnd('.', ' ');

        return $"{(name.Length > 0 ? name : "Export")} {now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{extension}";
    }

    // Surrogates could be split; format characters include those that change the text direction.
    private static bool IsAllowed(char c) => !Refused.Contains(c) && char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
