using Portal.Contracts.Data;
using Portal.Downstream.Dialect;

namespace Portal.Downstream.Contract;

/// <summary>
/// What the portal assumes of a view where neither its document nor the settings say it: which columns come first, the order
/// of the rows, the currency of amounts, and which rows of other views it refers to.
/// </summary>
internal static class ViewDefaults
{
    private static readonly string[] CurrencyNames = ["currency", "currency code", "iso currency code"];

    public static ApiContract Apply(ApiContract contract) =>
        contract with { Views = [.. contract.Views.Select(view => view with { View = Apply(view, contract.Views) })] };

    private static DataView Apply(ContractView contract, IReadOnlyList<ContractView> all)
    {
        var view = contract.View;
        var columns = Related(view.Columns, all);
        return view with
        {
            Columns = InOrder(columns, view.Row?.Key, contract.Hints.Columns),
            Row = view.Row is { } row ? row with { Columns = Related(row.Columns, all) } : null,
            Sort = contract.Hints.Sort ?? NewestFirst(contract, columns),
        };
    }

    // Pages by number or offset are stable in the API's own order only: it may return rows of one day in any order.
    private static DataSort? NewestFirst(ContractView contract, IReadOnlyList<DataColumn> columns) =>
        (contract.Protocol.Next ?? contract.Protocol.Cursor) is not null && contract.Protocol.SortStyle != SortStyles.AscendingOnly && ColumnRoles.Date(columns.Where(c => c.Sortable)) is { } date
            ? new DataSort(date.Name, Descending: true)
            : null;

    private static List<DataColumn> Related(IReadOnlyList<DataColumn> columns, IReadOnlyList<ContractView> all) =>
    [
        .. columns.Select(column => column with
        {
            Currency = CurrencyOf(column, columns),
            Reference = ReferenceOf(column, columns, all),
            IsMonth = ColumnRoles.IsMonth(column),
            Columns = column.Columns is { } parts ? Related(parts, all) : null,
        }),
    ];

    private static string? CurrencyOf(DataColumn column, IReadOnlyList<DataColumn> columns)
    {
        if (ColumnRoles.Of(column) != ColumnRole.Amount)
            return null;

        var own = string.Join(' ', ColumnRoles.WordsOf(column.Name));
        return columns.Where(c => c.Type == ColumnTypes.Text).FirstOrDefault(c =>
            c.Name == column.Currency
            || string.Join(' ', ColumnRoles.WordsOf(c.Name)) is var name && (CurrencyNames.Contains(name) || name == $"{own} currency"))?.Name;
    }

    // customerId refers to a row of "customers", and so does customerName next to it.
    private static ColumnReference? ReferenceOf(
        DataColumn column, IReadOnlyList<DataColumn> columns, IReadOnlyList<ContractView> all)
    {
        if (Target(column, all) is { } own)
            return own;
        if (ColumnRoles.Of(column) != ColumnRole.OtherName)
            return null;

        var name = string.Join(' ', ColumnRoles.WordsOf(column.Name).SkipLast(1));
        return columns.FirstOrDefault(c => ColumnRoles.Referent(c) == name) is { } id ? Target(id, all) : null;
    }

    private static ColumnReference? Target(DataColumn column, IReadOnlyList<ContractView> all)
    {
        var found = column.Reference is { } published
            ? all.FirstOrDefault(v => v.View.Name.Equals(published.View, StringComparison.OrdinalIgnoreCase))
            : ColumnRoles.Referent(column) is { } referent ? all.FirstOrDefault(v => IsNamed(v.View.Name, referent)) : null;
        return found is { View: { Row: { } row } view } && view.Columns.FirstOrDefault(c => c.Name == row.Key)?.Type == column.Type
            ? new ColumnReference(view.Name, column.Name)
            : null;
    }

    // "v2-customers" are customers. Plurals of English, which nearly all documents use.
    internal static bool IsNamed(string view, string referent)
    {
        var name = string.Join(' ', ColumnRoles.WordsOf(view));
        return Plurals(referent).Append(referent).Any(word => name == word || name.EndsWith(' ' + word, StringComparison.Ordinal));
    }

    private static string[] Plurals(string word) =>
        word.EndsWith('y') ? [word[..^1] + "ies", word + "s"] : [word + "s", word + "es"];

    // Names before ids, one id, then date, status and amount; rows without name and address are named by their date. What the
    // document names comes before all of them.
    private static List<DataColumn> InOrder(IReadOnlyList<DataColumn> columns, string? key, IReadOnlyList<string> published)
    {
        var title = ColumnRoles.Title(columns);
        var id = columns.FirstOrDefault(c => c.Name == key) ?? columns.FirstOrDefault(c => ColumnRoles.Of(c) is ColumnRole.Id);
        var date = ColumnRoles.Date(columns);
        var status = columns.FirstOrDefault(c => ColumnRoles.Of(c) is ColumnRole.Status);
        var amount = columns.FirstOrDefault(c => ColumnRoles.Of(c) is ColumnRole.Amount);
        var redundant = columns.Select(c => c.Reference?.Column).OfType<string>()
            .Where(c => c != key && columns.Count(other => other.Reference?.Column == c) > 1).ToHashSet(StringComparer.Ordinal);
        if (id is not null && !ColumnRoles.IsNumber(id) && columns.Any(ColumnRoles.IsNumber))
            redundant.Add(id.Name);

        return
        [
            .. columns.Select(c => redundant.Contains(c.Name) ? c with { Hidden = true } : c)
                .OrderBy(c => published.Contains(c.Name) ? published.ToList().IndexOf(c.Name) : Rank(c) + published.Count),
        ];

        int Rank(DataColumn column) =>
            column.Name == (title ?? (key is null ? date : null))?.Name ? 0
            : ColumnRoles.Of(column) is ColumnRole.Title or ColumnRole.OtherName ? 1
            : column.Name == id?.Name ? 2
            : column.Name == date?.Name ? 3
            : column.Name == status?.Name ? 4
            : column.Name == amount?.Name ? 5
            : 6;
    }
}
