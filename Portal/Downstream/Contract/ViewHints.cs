using System.Text.Json;
using Microsoft.OpenApi;
using Portal.Contracts.Data;

namespace Portal.Downstream.Contract;

/// <summary>What a document says about how a view and its columns are best shown.</summary>
/// <param name="Columns">The columns that come first.</param>
/// <param name="Sort">The order of the rows.</param>
public sealed record ViewHints(IReadOnlyList<string> Columns, DataSort? Sort)
{
    private const string ColumnsExtension = "x-columns";
    private const string SortExtension = "x-default-sort";
    private const string CurrencyExtension = "x-currency";
    private const string ReferenceExtension = "x-refers-to";

    public static readonly ViewHints None = new([], null);

    public static ViewHints Read(OpenApiOperation operation, IReadOnlyList<DataColumn> columns) => new(
        SchemaShape.Strings(SchemaShape.Extension(operation.Extensions, ColumnsExtension)),
        Text(operation.Extensions, SortExtension) is { } sort ? SortOf(sort, columns) : null);

    /// <summary>An order such as <c>placedOn desc</c>; null if the view cannot be sorted so.</summary>
    public static DataSort? SortOf(string text, IReadOnlyList<DataColumn> columns)
    {
        var sort = text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var name] => new DataSort(name),
            [var name, "asc"] => new DataSort(name),
            [var name, "desc"] => new DataSort(name, Descending: true),
            _ => null,
        };
        return columns.Any(c => c.Sortable && c.Name == sort?.Column) ? sort : null;
    }

    public static DataColumn Apply(DataColumn column, IOpenApiSchema declared) => column with
    {
        Currency = Text(declared.Extensions, CurrencyExtension),
        Reference = Text(declared.Extensions, ReferenceExtension) is { } view ? new ColumnReference(view, column.Name) : null,
    };

    private static string? Text(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        SchemaShape.Extension(extensions, name) is { } node && node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
