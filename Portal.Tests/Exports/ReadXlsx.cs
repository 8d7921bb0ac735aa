using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Portal.Tests.Exports;

/// <summary>Reads a workbook's first worksheet from its XML, and validates the workbook against the schema.</summary>
internal static partial class ReadXlsx
{
    public const string TextFormat = "@";

    private const string SheetPart = "xl/worksheets/sheet1.xml";
    private const int TextFormatId = 49;

    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>What violates the schema.</summary>
    public static IReadOnlyList<string> Errors(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        return [.. new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}")];
    }

    /// <summary>All rows with the cells that are not empty.</summary>
    public static IReadOnlyList<XlsxRow> All(byte[] file)
    {
        var styles = Styles(Part(file, "xl/styles.xml").Root!);
        return
        [
            .. Elements(file, "row").Select(row =>
                new XlsxRow([.. row.Elements(Main + "c").Where(c => c.HasElements).Select(c => Cell(c, styles))])),
        ];
    }

    /// <summary>The worksheet's elements of that name.</summary>
    public static IReadOnlyList<XElement> Elements(byte[] file, string name) =>
        [.. Part(file, SheetPart).Descendants(Main + name)];

    public static string SheetName(byte[] file) =>
        (string)Part(file, "xl/workbook.xml").Descendants(Main + "sheet").Single().Attribute("name")!;

    public static IReadOnlyList<string> Parts(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return [.. archive.Entries.Select(e => e.FullName)];
    }

    private static XDocument Part(byte[] file, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var part = archive.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace);
    }

    private static List<XlsxStyle> Styles(XElement styles)
    {
        var formats = styles.Descendants(Main + "numFmt")
            .ToDictionary(f => (int)f.Attribute("numFmtId")!, f => (string)f.Attribute("formatCode")!);
        var fonts = styles.Element(Main + "fonts")!.Elements(Main + "font")
            .Select(f => f.Element(Main + "b") is not null)
            .ToList();
        return
        [
            .. styles.Element(Main + "cellXfs")!.Elements(Main + "xf").Select(xf => new XlsxStyle(
                Format((int?)xf.Attribute("numFmtId") ?? 0, formats), fonts[(int?)xf.Attribute("fontId") ?? 0])),
        ];
    }

    private static string? Format(int id, Dictionary<int, string> formats) => id switch
    {
        0 => null,
        TextFormatId => TextFormat,
        _ => formats[id],
    };

    private static XlsxCell Cell(XElement cell, List<XlsxStyle> styles) => new(
        (string)cell.Attribute("r")!,
        (string?)cell.Attribute("t") ?? "n",
        styles[(int?)cell.Attribute("s") ?? 0],
        Unescape(cell.Element(Main + "is")?.Element(Main + "t")?.Value ?? cell.Element(Main + "v")!.Value));

    private static string Unescape(string text) =>
        Escape().Replace(
            text,
            escape => ((char)Convert.ToInt32(escape.Value[2..6], 16)).ToString());

    [GeneratedRegex("_x[0-9A-F]{4}_", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}

internal sealed record XlsxRow(IReadOnlyList<XlsxCell> Cells);

/// <param name="Type">inlineStr, b, or n for a number.</param>
internal sealed record XlsxCell(string Place, string Type, XlsxStyle Style, string Value);

/// <param name="Format">The number format; null for General.</param>
internal sealed record XlsxStyle(string? Format, bool IsBold);
