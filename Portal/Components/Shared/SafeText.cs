using System.Globalization;
using System.Text;

namespace Portal.Components.Shared;

/// <summary>Text from elsewhere, made harmless to the eye: what is invisible or turns the reading order is spelled out.</summary>
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
        var before = default(Rune);
        foreach (var rune in Runes(text))
        {
            if (IsHidden(rune, before))
                visible.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩");
            else
                visible.Append(rune);
            before = rune;
        }

        return visible.ToString();
    }

    // A lone surrogate comes out as U+FFFD, which is visible.
    private static StringRuneEnumerator Runes(string text) => text.EnumerateRunes();

    private static bool IsHidden(Rune rune, Rune before) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is not ('\n' or '\r' or '\t'),
        UnicodeCategory.Format => rune.Value != SoftHyphen && !JoinsEmoji(rune, before),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => false,
    };

    private static bool JoinsEmoji(Rune rune, Rune before) =>
        rune.Value == ZeroWidthJoiner
        && (before.Value == EmojiPresentation || Rune.GetUnicodeCategory(before) == UnicodeCategory.OtherSymbol
            || Rune.GetUnicodeCategory(before) == UnicodeCategory.ModifierSymbol);
}
