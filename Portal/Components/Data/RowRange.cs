using System.Globalization;

namespace Portal.Components.Data;

/// <summary>The range of rows as text: <c>Rows 51–100 of 10 000+</c>, <c>The first 4 of 10</c>.</summary>
internal static class RowRange
{
    /// <param name="bound">Where the API stops counting: a count of this value means this many or more.</param>
    /// <param name="isIncomplete">There are more rows, and no page with them.</param>
    public static string Text(int skip, int rows, long? count, long? bound, bool isIncomplete = false)
    {
        if (rows == 0)
            return skip > 0 ? "No rows on this page" : "No rows";

        var isFirst = isIncomplete && skip == 0;
        if (isFirst && !(count > rows))
            return $"The first {(rows == 1 ? "row" : $"{Digits.Grouped(rows)} rows")}; there are more";

        var range = isFirst ? $"The first {Digits.Grouped(rows)}" : $"Rows {Digits.Grouped(skip + 1L)}–{Digits.Grouped((long)skip + rows)}";
        return count switch
        {
            null => range,
            { } many when many >= bound => $"{range} of {Digits.Grouped(bound.Value - 1)}+",
            { } all => $"{range} of {Digits.Grouped(all)}",
        };
    }
}

/// <summary>Numbers with a narrow no-break space between groups of three, unambiguous in every language.</summary>
internal static class Digits
{
    private static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = "\u202F",
        NumberDecimalSeparator = ".",
        NegativeSign = "−",
    };

    public static string Grouped(long number) => number.ToString("#,0", Format);

    /// <summary>With all decimals of <paramref name="number"/>, and at least <paramref name="decimals"/>.</summary>
    public static string Grouped(decimal number, int? decimals) =>
        number.ToString("N" + Math.Max(number.Scale, decimals ?? 0).ToString(CultureInfo.InvariantCulture), Format);
}
