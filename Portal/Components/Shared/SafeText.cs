using System.Globalization;
using System.Text;

namespace Portal.Components.Shared;

/// <summary>Makes text from other parties safe to display: invisible and direction-changing characters are shown as their code.</summary>
internal static class SafeText
{
    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiPresentation = 0xFE0F;
    private const int SoftHyphen = 0xAD;

    public static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;

        var visible = new StringBuilder(text.Length);
        var previous = default(Rune);
        foreach (var rune in Runes(text))
        {
            if (IsHidden(rune, previous))
                visible.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩");
            else
                visible.Append(rune);
            previous = rune;
        }

        return visible.ToString();
    }

    // A lone surrogate is enumerated as U+FFFD, which is visible.
    private static StringRuneEnumerator Runes(string text) => text.EnumerateRunes();

    private static bool IsHidden(Rune rune, Rune previous) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is not ('\n' or '\r' or '\t'),
        UnicodeCategory.Format => rune.Value != SoftHyphen && !JoinsEmoji(rune, previous),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => false,
    };

    private static bool JoinsEmoji(Rune rune, Rune previous) =>
        rune.Value == ZeroWidthJoiner
        && (previous.Value == EmojiPresentation || Rune.GetUnicodeCategory(previous) == UnicodeCategory.OtherSymbol
            || Rune.GetUnicodeCategory(previous) == UnicodeCategory.ModifierSymbol);
}
