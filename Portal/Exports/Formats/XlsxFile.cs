using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml;
using Portal.Contracts;

namespace Portal.Exports.Formats;

/// <summary>
/// An Excel workbook of one sheet: typed cells, a bold header that stays in place, a filter over all columns. Texts are
/// always inline strings, which no spreadsheet reads as formulas.
/// </summary>
internal sealed class XlsxFile : IExportFile
{
    /// <summary>What a sheet holds, without the header.</summary>
    public const int MostRows = 1_048_575;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly ZipArchive _archive;
    private readonly string _sheetName;
    private readonly XlsxStyles _styles = new();
    private readonly IReadOnlyList<XlsxColumn> _columns;
    private Stream? _sheet;
    private XmlWriter _xml = null!;
    private XlsxCells _cells = null!;
    private int _row;

    public XlsxFile(IBufferWriter<byte> body, string title, IReadOnlyList<DataColumn> columns)
    {
        _archive = new ZipArchive(new BufferStream(body), ZipArchiveMode.Create);
        _sheetName = XlsxText.SheetName(title);
        _columns = [.. columns.Select((column, i) => new XlsxColumn(column, i, _styles.NumberOf(column)))];
    }

    public int Shortened => _cells.Shortened;

    public void Begin(IReadOnlyList<JsonElement> sample)
    {
        XlsxParts.Write(_archive, _sheetName, _styles);
        _sheet = _archive.CreateEntry(XlsxParts.Sheet, CompressionLevel.Fastest).Open();
        _xml = XmlWriter.Create(_sheet, Settings);
        _cells = new XlsxCells(_xml);
        WriteHead(sample);
        BeginRow();
        foreach (var column in _columns)
            _cells.WriteText(Place(column), XlsxStyles.Header, column.Data.Title);

        _xml.WriteEndElement();
    }

    public void Write(JsonElement row)
    {
        BeginRow();
        foreach (var column in _columns)
        {
            if (Cell.Of(row, column.Data) is { } value)
                _cells.Write(Place(column), column, value);
        }

        _xml.WriteEndElement();
    }

    public void End()
    {
        _xml.WriteEndElement();
        _xml.WriteStartElement("autoFilter");
        _xml.WriteAttributeString("ref", $"A1:{Place(_columns[^1])}");
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.Flush();
        Dispose();
        _archive.Dispose();
    }

    // Not the archive: closing it writes its directory, which would make a broken-off file look whole.
    public void Dispose() => _sheet?.Dispose();

    private void WriteHead(IReadOnlyList<JsonElement> sample)
    {
        _xml.WriteStartElement("worksheet", XlsxParts.Main.NamespaceName);
        XlsxParts.FrozenHeader.WriteTo(_xml);
        _xml.WriteStartElement("cols");
        foreach (var column in _columns)
            WriteWidth(column, sample);

        _xml.WriteEndElement();
        _xml.WriteStartElement("sheetData");
    }

    private void WriteWidth(XlsxColumn column, IReadOnlyList<JsonElement> sample)
    {
        var number = (column.Index + 1).ToString(CultureInfo.InvariantCulture);
        _xml.WriteStartElement("col");
        _xml.WriteAttributeString("min", number);
        _xml.WriteAttributeString("max", number);
        _xml.WriteAttributeString("width", column.Width(sample).ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("customWidth", "1");
        _xml.WriteEndElement();
    }

    private void BeginRow()
    {
        _row++;
        _xml.WriteStartElement("row");
        _xml.WriteAttributeString("r", _row.ToString(CultureInfo.InvariantCulture));
    }

    private string Place(XlsxColumn column) => string.Create(CultureInfo.InvariantCulture, $"{column.Letters}{_row}");
}
