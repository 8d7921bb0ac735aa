using System.Buffers;
using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

/// <summary>Writes columns and rows to a file in memory.</summary>
internal static class ExportFiles
{
    public static DataColumn Column(
        string name, string type = ColumnTypes.Text, string? title = null, int? decimals = null) =>
        new(name, title ?? name, type, null, Sortable: true, Decimals: decimals);

    /// <summary>A row with one value, given as JSON.</summary>
    public static JsonElement Row(string json, string column = "a") =>
        JsonElement.Parse($$"""{"{{column}}":{{json}}}""");

    public static JsonElement TextRow(string text, string column = "a") => Row(JsonSerializer.Serialize(text), column);

    public static async Task<byte[]> CsvAsync(IReadOnlyList<DataColumn> columns, params JsonElement[] rows) =>
        (await WriteAsync(ExportFormat.Csv, columns, rows)).File;

    public static async Task<byte[]> XlsxAsync(IReadOnlyList<DataColumn> columns, params JsonElement[] rows) =>
        (await WriteAsync(ExportFormat.Xlsx, columns, rows)).File;

    public static async Task<(byte[] File, int Truncated)> WriteAsync(
        ExportFormat format, IReadOnlyList<DataColumn> columns, JsonElement[] rows, string title = "Sheet")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var body = new ArrayBufferWriter<byte>();
        using var file = format.Create(body, title, columns);
        await file.BeginAsync([.. rows.Take(10)], cancellation);
        foreach (var row in rows)
            await file.WriteAsync(row, cancellation);

        await file.EndAsync(cancellation);
        return (body.WrittenSpan.ToArray(), file.Truncated);
    }
}
