using System.Diagnostics.CodeAnalysis;
using Portal.Contracts.Data;

namespace Portal.Contracts.ViewAddresses;

/// <summary>
/// A chart in an address: <c>total:sum,placedOn:month</c> is the sum of <c>total</c> for each month of <c>placedOn</c>, and
/// <c>count,status</c> the number of rows for each status.
/// </summary>
internal static class GroupsText
{
    public const string Expected = "a value and a column, such as “total:sum,placedOn:month” or “count,status”";

    public static string Write(DataGroups groups) => ListText.Join(
    [
        groups.Of is { } of ? $"{of}:{groups.Method}" : GroupMethods.Count,
        groups.Period is { } period ? $"{groups.By}:{period}" : groups.By,
    ]);

    public static bool TryRead(string text, [NotNullWhen(true)] out DataGroups? groups)
    {
        groups = null;
        if (ListText.Split(text) is not [{ Length: > 0 } value, { Length: > 0 } by])
            return false;

        var (of, method) = value == GroupMethods.Count ? (null, GroupMethods.Count) : Cut(value, GroupMethods.OfNumbers);
        if (method is null)
            return false;

        var (column, period) = Cut(by, GroupPeriods.All);
        groups = new DataGroups(column, period, method, of);
        return true;
    }

    // The text before and after the last colon, if one of the words follows it.
    private static (string Text, string? Word) Cut(string text, IReadOnlyList<string> words)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && words.Contains(text[(colon + 1)..]) ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }
}
