using System.Globalization;
using Microsoft.OpenApi;
using Portal.Contracts.Data;
using Portal.Downstream.Documents;

namespace Portal.Downstream.Contract;

/// <summary>
/// Finds the collections in a document: GET operations that return a list and require nothing that the portal does not know.
/// Each other operation is counted and named with the reason.
/// </summary>
internal sealed class ViewReader(DocumentExcerpt excerpt, OpenApiDocument document, IReadOnlyCollection<string> headers)
{
    /// <summary>Further views of one API are passed over: no navigation holds them.</summary>
    public const int MaxViews = 200;

    private readonly RowReader _rows = new(excerpt, document, headers);
    private readonly Dictionary<string, ContractView> _views = new(StringComparer.OrdinalIgnoreCase);

    public ApiContract Read()
    {
        var passedOver = new Dictionary<DocumentOperation, PassedOverOperation>();
        foreach (var operation in excerpt.Operations)
        {
            if ((operation.PassedOver ?? (operation.Key is null ? Add(operation) : null)) is { } reason)
                passedOver[operation] = reason;
        }

        // Which operations open a row of a view is known once all views are.
        foreach (var row in excerpt.Operations.Where(o => o is { Key: not null, PassedOver: null } && !_rows.Opened.Contains(o)))
            passedOver[row] = new PassedOverOperation(row.Template, PassedOverCodes.Parameter, $"path {row.Key}");

        return new ApiContract(document.Info?.Title ?? "", [.. _views.Values])
        {
            Coverage = ViewCoverage.Of(
                _views.Count,
                _rows.Opened.Count,
                [.. excerpt.Operations.Select(o => passedOver.GetValueOrDefault(o)).OfType<PassedOverOperation>()]),
        };
    }

    // Null if it is a view now, otherwise why it is none.
    private PassedOverOperation? Add(DocumentOperation source)
    {
        var item = document.Paths.GetValueOrDefault(source.Path);
        var operation = item?.Operations?.GetValueOrDefault(HttpMethod.Get);
        if (item is null || operation is null
            || OperationResponse.Success(operation) is not { } response || OperationResponse.Json(operation)?.Schema is not { } schema)
        {
            return new PassedOverOperation(source.Template, PassedOverCodes.Malformed);
        }

        if (RowSource.Find(schema, PageableExtension.Of(operation).Rows) is not { } rows)
        {
            return RowSource.Describe(schema) is { } what
                ? new PassedOverOperation(source.Template, PassedOverCodes.NoList, what)
                : new PassedOverOperation(source.Template, PassedOverCodes.NotDescribed);
        }

        var name = SafePath.ViewName(source.Path);
        if (_views.TryGetValue(name, out var same))
            return new PassedOverOperation(source.Template, PassedOverCodes.SameName, same.Path);
        if (_views.Count == MaxViews)
            return new PassedOverOperation(source.Template, PassedOverCodes.Limit, MaxViews.ToString(CultureInfo.InvariantCulture));

        // A parameter with one allowed value is sent with each call, whatever its name means elsewhere.
        var parameters = OperationParameters.InQuery(item, operation).Where(p => !(p.Required && p.Schema?.Enum is { Count: 1 })).ToList();
        var protocol = ProtocolReader.Read(rows.Place, parameters, response, schema, PageableExtension.Of(operation).Next);
        var columns = ColumnReader.Read(rows.Row, new QueryCapabilities(protocol, parameters));
        var row = _rows.Find(source.Path, columns);
        var view = new DataView(
            name,
            operation.Summary ?? IdentifierText.Title(name),
            operation.Description,
            columns,
            SecurityReader.Read(operation, document, headers),
            protocol.Paging,
            row?.View,
            ChartReader.Read(operation, columns),
            CanGroup: protocol.Apply is not null);
        _views[name] = new ContractView(view, source.Path, protocol, row?.Path)
        {
            Required = source.Needs.Query,
            Headers = source.Needs.Headers,
            RowHeaders = row?.Headers ?? [],
            RowPlace = row?.Place,
            Hints = ViewHints.Read(operation, columns),
        };
        return null;
    }
}
