namespace Portal.Components.Find;

/// <summary>Something that “Find anything” finds: an address, or a button of the page that it presses.</summary>
/// <param name="Key">Unique among all entries.</param>
/// <param name="Group">The heading of its list.</param>
/// <param name="Href">Null if the choice presses a button.</param>
/// <param name="Keywords">Further words by which it is found.</param>
/// <param name="Press">
/// The buttons that the choice presses, by name or as <c>[attribute]</c>, separated by <c>|</c>: the first one that the page has.
/// </param>
/// <param name="Leaves">Whether the address leaves the circuit, as signing in does.</param>
public sealed record FindEntry(
    string Key,
    string Group,
    string Title,
    string? Detail,
    string Icon,
    string? Href,
    string? Keywords = null,
    string? Press = null,
    bool Leaves = false)
{
    private const int Unlike = 100;
    private static readonly char[] Separators = [' ', '.', ',', '_', '-', '/', '@'];

    /// <summary>How well the entry fits all the words that were typed, 0 for best; null if one of them does not fit.</summary>
    /// <param name="terms">One or more words.</param>
    public int? Rank(IReadOnlyList<string> terms)
    {
        var worst = 0;
        foreach (var term in terms)
        {
            var rank = Rank(term);
            if (rank == Unlike)
                return null;

            worst = Math.Max(worst, rank);
        }

        return worst;
    }

    private int Rank(string term)
    {
        if (Title.StartsWith(term, StringComparison.CurrentCultureIgnoreCase))
            return 0;

        // The digits of a code alone are its end.
        if (HasWord(Title, term) || Title.EndsWith(term, StringComparison.CurrentCultureIgnoreCase))
            return 1;
        if (Title.Contains(term, StringComparison.CurrentCultureIgnoreCase))
            return 2;
        if (HasWord(Detail, term) || HasWord(Keywords, term))
            return 3;

        return WordsOf(Title).Any(word => IsAbbreviation(word, term)) ? 4 : Unlike;
    }

    private static string[] WordsOf(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private static bool HasWord(string? text, string term) =>
        text is not null && WordsOf(text).Any(word => word.StartsWith(term, StringComparison.CurrentCultureIgnoreCase));

    // "ordr" and "tkns": the first letter, then some of the others in order. Shorter ones would fit too many words.
    private static bool IsAbbreviation(string word, string term)
    {
        if (term.Length < 3 || word.Length <= term.Length || char.ToUpperInvariant(word[0]) != char.ToUpperInvariant(term[0]))
            return false;

        var found = 0;
        foreach (var letter in word)
        {
            if (found < term.Length && char.ToUpperInvariant(letter) == char.ToUpperInvariant(term[found]))
                found++;
        }

        return found == term.Length;
    }
}

/// <summary>The entries of one heading, best first.</summary>
public sealed record FindGroup(string Title, IReadOnlyList<FindEntry> Entries)
{
    private const int MaxEntries = 6;
    private static readonly char[] Spaces = [' ', '\t'];

    /// <summary>The groups with the entries that fit a text, the group with the best one first; all entries if there is no text.</summary>
    public static IReadOnlyList<FindGroup> Search(IEnumerable<FindEntry> entries, string text)
    {
        var terms = text.Split(Spaces, StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. entries
                .Select(entry => (Entry: entry, Rank: entry.Rank(terms)))
                .Where(found => found.Rank is not null)
                .OrderBy(found => found.Rank)
                .GroupBy(found => found.Entry.Group)
                .Select(group => new FindGroup(group.Key, [.. group.Select(found => found.Entry).Take(terms.Length == 0 ? int.MaxValue : MaxEntries)])),
        ];
    }
}
