namespace AccessContract.Pasting;

/// <summary>Finds named values in any notation: <c>name=value</c>, <c>"name": "value"</c>, <c>Name: value</c>.</summary>
internal static class PastedName
{
    /// <summary>The first value with this name; null if there is none.</summary>
    public static string? ValueOf(string text, string name)
    {
        for (var at = Next(text, name, 0); at >= 0; at = Next(text, name, at + name.Length))
        {
            if ((at == 0 || !IsOfName(text[at - 1])) && Value(text, at + name.Length) is { Length: > 0 } value)
                return value;
        }

        return null;
    }

    private static int Next(string text, string name, int from) => text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static string? Value(string text, int at)
    {
        at = Skip(text, at, "\"' ");
        if (at >= text.Length || text[at] is not ('=' or ':'))
            return null;

        at = Skip(text, at + 1, "\"' ");
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '\'' or '&' or ',' or ';' or '}' or '#' or '<'))
            end++;
        var value = text[at..end];
        return value is "null" or "None" ? null : value;
    }

    private static int Skip(string text, int at, string skipped)
    {
        while (at < text.Length && skipped.Contains(text[at], StringComparison.Ordinal))
            at++;
        return at;
    }
}
