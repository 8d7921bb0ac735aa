using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Portal.Contracts.Data;

namespace Portal.Downstream.Contract;

/// <summary>Reads <c>x-chart: { "type": "bar", "x": "month", "y": ["revenue"] }</c> of an operation.</summary>
internal static class ChartReader
{
    private const string Extension = "x-chart";

    public static DataChart? Read(OpenApiOperation operation, IReadOnlyList<DataColumn> columns)
    {
        if (SchemaShape.Extension(operation.Extensions, Extension) is not JsonObject chart)
            return null;

        var read = new DataChart(Text(chart["type"]) ?? ChartTypes.Bar, Text(chart["x"]) ?? "", SchemaShape.Strings(chart["y"]));
        return Fits(read, columns) ? read : null;
    }

    /// <summary>Whether <paramref name="chart"/> can be drawn from these columns.</summary>
    public static bool Fits(DataChart chart, IReadOnlyList<DataColumn> columns) =>
        chart.Type is ChartTypes.Bar or ChartTypes.Line
        && columns.Any(c => c.Name == chart.X)
        && chart.Y.Count > 0
        && chart.Y.All(y => columns.Any(c => c.Name == y && c.Type is ColumnTypes.WholeNumber or ColumnTypes.Number));

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
