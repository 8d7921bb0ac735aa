using System.Text.Json;
using Microsoft.OpenApi;
using Portal.Contracts.Data;
using Portal.Downstream.Dialect;

namespace Portal.Downstream.Contract;

/// <summary>The sorting and filtering that an operation's query parameters support for each column.</summary>
internal sealed class QueryCapabilities(DataProtocol protocol, IReadOnlyList<IOpenApiParameter> parameters)
{
    private const string OperatorsExtension = "x-filter-operators";
    private const string FilterableExtension = "x-filterable";

    private readonly IReadOnlyList<string>? _sorted = ProtocolReader.SortedColumns(protocol, parameters);

    public bool Sorts(DataColumn column) =>
        protocol.Sort is not null && column.Type != ColumnTypes.Other && _sorted?.Contains(column.Name, StringComparer.Ordinal) is not false;

    /// <summary>Null if the API cannot filter by the column.</summary>
    public IReadOnlyList<string>? Operators(DataColumn column, IOpenApiSchema schema) =>
        protocol.Filter is null ? OwnParameter(column) : InExpression(column, schema);

    // ?status=open: a parameter with the name of a column filters by it.
    private List<string>? OwnParameter(DataColumn column)
    {
        var own = parameters.FirstOrDefault(p => p.Name == column.Name);
        if (own?.Schema is null || ProtocolReader.Names(protocol).Contains(column.Name, StringComparer.Ordinal))
            return null;

        return own.Schema.Type?.HasFlag(JsonSchemaType.Array) is true
            ? [FilterOperators.Equal, FilterOperators.In]
            : [FilterOperators.Equal];
    }

    private static IReadOnlyList<string>? InExpression(DataColumn column, IOpenApiSchema schema)
    {
        if (SchemaShape.Extension(schema.Extensions, OperatorsExtension) is { } published)
            return SchemaShape.Strings(published) is { Count: > 0 } operators ? operators : null;
        if (SchemaShape.Extension(schema.Extensions, FilterableExtension)?.GetValueKind() == JsonValueKind.False)
            return null;

        return column switch
        {
            { Type: ColumnTypes.Other or ColumnTypes.List } => null,
            { Values: not null } => [FilterOperators.Equal, FilterOperators.NotEqual, FilterOperators.In],
            { Type: ColumnTypes.Boolean } => [FilterOperators.Equal],
            { Type: ColumnTypes.Uuid } => [FilterOperators.Equal, FilterOperators.NotEqual],
            { Type: ColumnTypes.Text } => [FilterOperators.Equal, FilterOperators.NotEqual, FilterOperators.StartsWith],
            _ =>
            [
                FilterOperators.Equal, FilterOperators.NotEqual, FilterOperators.Greater,
                FilterOperators.GreaterOrEqual, FilterOperators.Less, FilterOperators.LessOrEqual,
            ],
        };
    }
}
