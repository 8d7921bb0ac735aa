using System.Buffers;
using System.Text;
using System.Text.Json;
using Portal.Contracts;

namespace Portal.Exports.Formats;

/// <summary>
/// CSV by RFC 4180, in UTF-8 with a byte order mark, without which Excel would not take it for UTF-8. Texts are always
/// quoted, numbers never; nothing at all is a value that is not there.
/// </summary>
internal sealed class CsvFile(IBufferWriter<byte> body, IReadOnlyList<DataColumn> columns) : IExportFile
{
    private const char FirstControlPicture = '\u2400';
    private const char Delete = '\u007F';
    private const char DeletePicture = '\u2421';

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c).Except(['\t', '\n', '\r']), Delete]);

    public int Shortened => 0;

    public void Begin(IReadOnlyList<JsonElement> sample)
    {
        body.Write(Encoding.UTF8.Preamble);
        for (var i = 0; i < columns.Count; i++)
        {
            Separate(i);
            Quote(columns[i].Title);
        }

        body.Write("\r\n"u8);
    }

    public void Write(JsonElement row)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            Separate(i);
            if (Cell.Of(row, columns[i]) is { } value)
                WriteValue(value);
        }

        body.Write("\r\n"u8);
    }

    public void End()
    {
    }

    public void Dispose()
    {
    }

    private void Separate(int column)
    {
        if (column > 0)
            body.Write(","u8);
    }

    // JSON's grammar keeps numbers harmless: a minus, digits, a point, an exponent.
    private void WriteValue(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            Encoding.UTF8.GetBytes(value.GetRawText(), body);
        else
            Quote(Cell.Text(value));
    }

    private void Quote(string text)
    {
        var harmless = FormulaGuard.Neutralise(Seen(text)).Replace("\"", "\"\"", StringComparison.Ordinal);
        body.Write("\""u8);
        Encoding.UTF8.GetBytes(harmless, body);
        body.Write("\""u8);
    }

    // Many readers end a text at NUL, or refuse the file: control characters become their pictures, such as ␀.
    private static string Seen(string text) => text.AsSpan().ContainsAny(Controls)
        ? string.Concat(text.Select(c => !Controls.Contains(c) ? c : c == Delete ? DeletePicture : (char)(FirstControlPicture + c)))
        : text;
}
