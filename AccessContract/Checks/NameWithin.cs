namespace AccessContract.Checks;

/// <summary>Finds the name of a scope or role in a text that is more than the name.</summary>
internal static class NameWithin
{
    /// <summary>Whether <paramref name="name"/> is in the text and no character next to it could belong to a longer name.</summary>
    public static bool Is(string name, string text)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (!IsPart(text, at - 1) && !IsPart(text, at + name.Length))
                return true;
        }

        return false;
    }

    private static bool IsPart(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '.' or '_' or '-');
}
