using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Portal.Tests.Exports;

/// <summary>Reads a workbook's first sheet from its XML, and asks the schema whether it is one.</summary>
internal static partial class ReadXlsx
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>What the schema finds wrong.</summary>
    public static IReadOnlyList<string> Errors(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        return [.. new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}")];
    }

    public static IReadOnlyList<XlsxRow> All(byte[] file) =>
        [.. Part(file, "xl/worksheets/sheet1.xml").Descendants(Main + "row").Select(row => new XlsxRow([.. row.Elements(Main + "c").Select(Cell)]))];

    public static XDocument Part(byte[] file, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var part = archive.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace);
    }

    private static XlsxCell Cell(XElement cell) => new(
        (string)cell.Attribute("r")!,
        (string?)cell.Attribute("t") ?? "n",
        (int?)cell.Attribute("s") ?? 0,
        Unescape(cell.Element(Main + "is")?.Element(Main + "t")?.Value ?? cell.Element(Main + "v")!.Value));

    private static string Unescape(string text) =>
        Escape().Replace(text, escape => ((char)int.Parse(escape.Value[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("_x[0-9A-F]{4}_", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}

internal sealed record XlsxRow(IReadOnlyList<XlsxCell> Cells);

/// <param name="Type">inlineStr, b, or n for a number.</param>
internal sealed record XlsxCell(string Place, string Type, int Style, string Value);
