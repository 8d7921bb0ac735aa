using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>
/// Periods without rows, which have no group. A chart shows them: next to one another, January and March would look like
/// neighbours.
/// </summary>
internal static class GroupGaps
{
    /// <summary>The groups in order, with one for each period between the first and the last.</summary>
    /// <param name="rows">All groups of the result.</param>
    /// <param name="period">One of <see cref="GroupPeriods"/>; null if the groups are not periods.</param>
    public static IReadOnlyList<JsonElement> Fill(IReadOnlyList<JsonElement> rows, DataGroups groups, string? period)
    {
        if (period is null)
            return rows;

        var filled = rows.ToList();
        foreach (var same in rows.GroupBy(CurrencyOf))
        {
            var days = same.Select(row => KeyOf(row) is { } key ? EarlierPeriod.FirstDay(key, period) : null)
                .OfType<DateOnly>()
                .ToHashSet();
            if (days.Count > 1 && Missing(days, period) is { } missing)
                filled.AddRange(missing.Select(day => Row(day, groups, period, same.First())));
        }

        return filled;
    }

    /// <summary>The number of different groups, whatever their currencies.</summary>
    public static int Count(IReadOnlyList<JsonElement> rows) => rows.Select(KeyOf).Distinct().Count();

    // Null if there are too many to draw.
    private static List<DateOnly>? Missing(HashSet<DateOnly> days, string period)
    {
        var missing = new List<DateOnly>();
        var last = days.Max();
        for (DateOnly? day = days.Min(); day < last; day = EarlierPeriod.After(day.Value, period))
        {
            if (!days.Contains(day.Value))
                missing.Add(day.Value);
            if (days.Count + missing.Count > ChartOrder.MaxPoints)
                return null;
        }

        return missing;
    }

    // No rows: their number and their sum are zero, but they have no average.
    private static JsonElement Row(DateOnly day, DataGroups groups, string period, JsonElement other)
    {
        var row = new Dictionary<string, object?>
        {
            [DataGroups.ByProperty] = EarlierPeriod.KeyOf(day, period),
            [DataGroups.ValueProperty] = groups.Method is GroupMethods.Count or GroupMethods.Sum ? 0 : null,
        };
        if (other.TryGetProperty(DataGroups.CurrencyProperty, out var currency))
            row[DataGroups.CurrencyProperty] = currency;

        return JsonSerializer.SerializeToElement(row);
    }

    private static string? KeyOf(JsonElement row) =>
        row.TryGetProperty(DataGroups.ByProperty, out var by) && by.ValueKind != JsonValueKind.Null ? by.ToString() : null;

    private static string? CurrencyOf(JsonElement row) =>
        row.TryGetProperty(DataGroups.CurrencyProperty, out var currency) ? currency.ToString() : null;
}
