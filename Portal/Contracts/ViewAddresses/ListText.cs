using System.Text;

namespace Portal.Contracts.ViewAddresses;

/// <summary>Several texts in one, separated by commas; <c>\,</c> and <c>\\</c> are a comma and a backslash inside a text.</summary>
internal static class ListText
{
    private const char Escape = '\\';

    public static string Join(IEnumerable<string> texts, char separator = ',')
    {
        var joined = new StringBuilder();
        var first = true;
        foreach (var text in texts)
        {
            if (!first)
                joined.Append(separator);
            first = false;
            foreach (var character in text)
            {
                if (character == separator || character == Escape)
                    joined.Append(Escape);
                joined.Append(character);
            }
        }

        return joined.ToString();
    }

    /// <summary>Splits the text; an empty text yields an empty list.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var texts = new List<string>();
        for (var left = text.Length == 0 ? null : text; left is not null;)
        {
            (var first, left) = First(left, ',');
            texts.Add(first);
        }

        return texts;
    }

    /// <summary>The text before the first separator and the text after it; null if there is no separator.</summary>
    public static (string Text, string? After) First(string text, char separator)
    {
        var first = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == separator)
                return (first.ToString(), text[(i + 1)..]);
            if (text[i] == Escape && i + 1 < text.Length && (text[i + 1] == separator || text[i + 1] == Escape))
                i++;
            first.Append(text[i]);
        }

        return (first.ToString(), null);
    }
}
