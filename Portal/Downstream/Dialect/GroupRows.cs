using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>Reads an API's groups as rows with the properties <c>by</c> and <c>value</c>.</summary>
internal static class GroupRows
{
    private static readonly (string Name, string Format)[] Parts =
        [(GroupWriter.Year, "0000"), (GroupWriter.Month, "00"), (GroupWriter.Day, "00")];

    /// <exception cref="ProblemException">The response is not what <see cref="GroupWriter"/> requested.</exception>
    public static async Task<RowsBody> ReadAsync(
        DownstreamResponse response, ContractView view, DataGroups groups, CancellationToken cancellationToken)
    {
        var body = await response.ReadJsonAsync(cancellationToken);
        try
        {
            var parts = PageParts.Read(body.Span, view.Protocol);
            if (parts.Rows is not { } range)
                throw Unexpected(response.Api);

            using var rows = JsonDocument.Parse(body[range]);
            var list = rows.RootElement.EnumerateArray().Select(row => ReadOne(row, groups));
            if (groups.Period is not null)
                list = list.OrderBy(row => $"{row[DataGroups.ByProperty]}", StringComparer.Ordinal);
            var read = new JsonArray([.. list]);
            return new RowsBody(
                JsonSerializer.SerializeToElement(read), Next: null, Count: null, parts.Next is null ? null : IncompleteReasons.NoNextPage);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Unexpected(response.Api);
        }
    }

    private static JsonObject ReadOne(JsonElement row, DataGroups groups) => new()
    {
        [DataGroups.ByProperty] = row.TryGetProperty(GroupWriter.Year, out _)
            ? PeriodOf(row)
            : JsonNode.Parse(row.GetProperty(groups.By).GetRawText()),
        [DataGroups.ValueProperty] = JsonNode.Parse(row.GetProperty(GroupWriter.Value).GetRawText()),
    };

    // 2026, 2026-03 or 2026-03-01, as far as the row has its parts.
    private static string PeriodOf(JsonElement row) => string.Join('-', Parts
        .Where(part => row.TryGetProperty(part.Name, out _))
        .Select(part => row.GetProperty(part.Name).GetInt32().ToString(part.Format, CultureInfo.InvariantCulture)));

    private static ProblemException Unexpected(string api) =>
        new(ErrorResponseReader.Unexpected(api, "JSON without the groups that were requested"));
}
