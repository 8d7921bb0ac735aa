using System.Buffers;
using System.Text.Json;
using Portal.Contracts;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

/// <summary>Columns and rows of these tests, and files made of them.</summary>
internal static class Sheet
{
    public static DataColumn Column(string name, string type = ColumnTypes.Text, string? title = null, int? decimals = null) =>
        new(name, title ?? name, type, null, Sortable: true, Decimals: decimals);

    /// <summary>A row with one value, as JSON writes it.</summary>
    public static JsonElement Row(string json, string column = "a") => JsonElement.Parse($$"""{"{{column}}":{{json}}}""");

    public static JsonElement Texts(string text, string column = "a") => Row(JsonSerializer.Serialize(text), column);

    public static byte[] Csv(IReadOnlyList<DataColumn> columns, params IEnumerable<JsonElement> rows) =>
        Write(ExportFormat.Csv, columns, rows, out _);

    public static byte[] Xlsx(IReadOnlyList<DataColumn> columns, params IEnumerable<JsonElement> rows) =>
        Write(ExportFormat.Xlsx, columns, rows, out _);

    public static byte[] Write(ExportFormat format, IReadOnlyList<DataColumn> columns, IEnumerable<JsonElement> rows, out int shortened)
    {
        var body = new ArrayBufferWriter<byte>();
        using var file = format.Create(body, "Sheet", columns);
        file.Begin([.. rows.Take(10)]);
        foreach (var row in rows)
            file.Write(row);

        file.End();
        shortened = file.Shortened;
        return body.WrittenSpan.ToArray();
    }
}
