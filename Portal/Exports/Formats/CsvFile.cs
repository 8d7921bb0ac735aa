using System.Buffers;
using System.Text;
using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Exports.Formats;

/// <summary>
/// CSV by RFC 4180, in UTF-8 with a byte order mark: without the mark Excel reads another encoding. Texts are always
/// quoted, numbers never; a missing value is an empty cell without quotes.
/// </summary>
internal sealed class CsvFile(IBufferWriter<byte> body, IReadOnlyList<DataColumn> columns) : IExportFile
{
    private const char FirstControlSymbol = '\u2400';
    private const char Delete = '\u007F';
    private const char DeleteSymbol = '\u2421';

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c).Except(['\t', '\n', '\r']), Delete]);

    public int Truncated => 0;

    public ValueTask BeginAsync(IReadOnlyList<JsonElement> sample, CancellationToken cancellationToken)
    {
        body.Write(Encoding.UTF8.Preamble);
        for (var i = 0; i < columns.Count; i++)
        {
            Separate(i);
            Quote(columns[i].Title);
        }

        body.Write("\r\n"u8);
        return default;
    }

    public ValueTask WriteAsync(JsonElement row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            Separate(i);
            if (RowValue.Of(row, columns[i]) is { } value)
                WriteValue(value, columns[i]);
        }

        body.Write("\r\n"u8);
        return default;
    }

    // As many cells as any row has: readers refuse other lines.
    public ValueTask WriteNoteAsync(string text, CancellationToken cancellationToken)
    {
        Quote(text);
        for (var i = 1; i < columns.Count; i++)
            Separate(i);

        body.Write("\r\n"u8);
        return default;
    }

    public ValueTask EndAsync(CancellationToken cancellationToken) => default;

    public void Dispose()
    {
    }

    private void Separate(int column)
    {
        if (column > 0)
            body.Write(","u8);
    }

    // JSON's grammar makes numbers safe: they consist of a sign, digits, a point and an exponent.
    private void WriteValue(JsonElement value, DataColumn column)
    {
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            || RowValue.IsNumber(value, column))
        {
            Encoding.UTF8.GetBytes(RowValue.Text(value), body);
        }
        else
        {
            Quote(RowValue.Day(value, column) ?? RowValue.Text(value));
        }
    }

    private void Quote(string text)
    {
        var safe = FormulaGuard.Neutralise(ShowControls(text)).Replace("\"", "\"\"", StringComparison.Ordinal);
        body.Write("\""u8);
        Encoding.UTF8.GetBytes(safe, body);
        body.Write("\""u8);
    }

    // Many readers stop at NUL or refuse the file, so control characters are replaced by their symbols, such as ␀.
    private static string ShowControls(string text) => text.AsSpan().ContainsAny(Controls)
        ? string.Concat(text.Select(c => !Controls.Contains(c) ? c : c == Delete ? DeleteSymbol : (char)(FirstControlSymbol + c)))
        : text;
}
