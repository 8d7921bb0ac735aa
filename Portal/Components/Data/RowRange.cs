using Portal.Components.Shared;

namespace Portal.Components.Data;

/// <summary>The range of rows as text: <c>Rows 51–100 of 10,000+</c>, <c>The first 4 of 10</c>.</summary>
internal static class RowRange
{
    /// <param name="bound">Where the API stops counting: a count of this value means this many or more.</param>
    /// <param name="isIncomplete">There are more rows, and no page with them.</param>
    /// <param name="numbers">The visitor's format; null: the neutral one.</param>
    public static string Text(
        int skip, int rows, long? count, long? bound, bool isIncomplete = false, VisitorNumbers? numbers = null)
    {
        numbers ??= VisitorNumbers.Neutral;
        if (rows == 0)
            return skip > 0 ? "No rows on this page" : "No rows";

        var isFirst = isIncomplete && skip == 0;
        if (isFirst && !(count > rows))
            return $"The first {(rows == 1 ? "row" : $"{numbers.Grouped(rows)} rows")}; there are more";

        var range = isFirst
            ? $"The first {numbers.Grouped(rows)}"
            : $"Rows {numbers.Grouped(skip + 1L)}–{numbers.Grouped((long)skip + rows)}";
        return count switch
        {
            null => range,
            { } many when many >= bound => $"{range} of {numbers.Grouped(bound.Value - 1)}+",
            { } all => $"{range} of {numbers.Grouped(all)}",
        };
    }
}
