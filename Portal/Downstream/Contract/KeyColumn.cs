using System.Buffers;
using Portal.Contracts.Data;

namespace Portal.Downstream.Contract;

/// <summary>Finds the column whose value is the key in the path of a row, by the name of the path's parameter.</summary>
internal static class KeyColumn
{
    private static readonly SearchValues<char> WordStarts = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_-");

    // Names of keys that say nothing about the column.
    private static readonly string[] AnyKey = ["id", "key", "pk", "uuid", "guid", "identifier"];

    /// <param name="parameter">
    /// The name of a column, <c>{number}</c>; a name that ends with it, <c>{orderId}</c>, <c>{codespace_name}</c>; or the row's
    /// own name, <c>{charge}</c> of <c>/charges</c>, for its id.
    /// </param>
    /// <param name="collection">The path of the collection.</param>
    public static DataColumn? Find(string parameter, string collection, IReadOnlyList<DataColumn> columns)
    {
        var keys = columns.Where(c => c.Type is ColumnTypes.Text or ColumnTypes.WholeNumber or ColumnTypes.Uuid).ToList();
        return Named(parameter, keys) ?? Named(LastWord(parameter), keys) ?? OfRow(parameter, SafePath.ViewName(collection), keys);
    }

    private static DataColumn? OfRow(string parameter, string view, List<DataColumn> keys)
    {
        var words = ColumnRoles.WordsOf(parameter);
        var isAny = words.Count > 0 && AnyKey.Contains(words[^1]);
        var row = string.Join(' ', isAny ? words.SkipLast(1) : words);
        if (isAny ? row.Length > 0 && !ViewDefaults.IsNamed(view, row) : !ViewDefaults.IsNamed(view, row))
            return null;

        return Named("id", keys) ?? keys.Find(c => ColumnRoles.Referent(c) is { } referent && ViewDefaults.IsNamed(view, referent));
    }

    private static DataColumn? Named(string name, List<DataColumn> keys) =>
        keys.Find(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string LastWord(string parameter)
    {
        var at = parameter.Length < 2 ? -1 : parameter.AsSpan(1).LastIndexOfAny(WordStarts);
        return at < 0 ? parameter : parameter[(at + 1)..].TrimStart('_', '-');
    }
}
