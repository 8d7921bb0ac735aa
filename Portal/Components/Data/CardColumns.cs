using Portal.Contracts.Data;

namespace Portal.Components.Data;

/// <summary>
/// What a phone shows of a row, as a card of two lines: the first column, and two more, which say most about it. If one of them
/// is a number, the card has room for a third: whose row it is, or when it came to be.
/// </summary>
internal static class CardColumns
{
    private const int Further = 2;

    private static readonly ColumnRole[] Useful = [ColumnRole.Status, ColumnRole.Amount, ColumnRole.Date];

    /// <summary>Whether the table has columns that are not part of the card.</summary>
    public static bool LeavesOut(IReadOnlyList<DataColumn> columns) => columns.Count > Chosen(columns).Count + 1;

    /// <summary>The classes of each column's cells.</summary>
    public static IReadOnlyList<string?> Classes(IReadOnlyList<DataColumn> columns)
    {
        var chosen = Chosen(columns);
        return
        [
            .. columns.Select(column => (CellText.IsNumeric(column), chosen.Contains(column)) switch
            {
                (true, true) => "number card-part",
                (true, false) => "number",
                (false, true) => "card-part",
                _ => null,
            }),
        ];
    }

    private static HashSet<DataColumn> Chosen(IReadOnlyList<DataColumn> columns)
    {
        var chosen = columns.Skip(1).OrderBy(Rank).Take(Further).ToHashSet();
        if (chosen.Count(CellText.IsNumeric) == 1
            && columns.Skip(1).Except(chosen).Where(IsNameOrDate).MinBy(c => ColumnRoles.Of(c) is ColumnRole.Date) is { } third)
        {
            chosen.Add(third);
        }

        return chosen;
    }

    private static bool IsNameOrDate(DataColumn column) => !CellText.IsNumeric(column)
        && (column.Reference is not null || ColumnRoles.Of(column) is ColumnRole.Title or ColumnRole.OtherName or ColumnRole.Date);

    private static int Rank(DataColumn column)
    {
        var role = ColumnRoles.Of(column);
        var at = Array.IndexOf(Useful, role);
        return at >= 0 ? at : role == ColumnRole.Id ? int.MaxValue : Useful.Length;
    }
}
