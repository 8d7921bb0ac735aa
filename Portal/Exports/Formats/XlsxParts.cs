using System.IO.Compression;
using System.Xml.Linq;

namespace Portal.Exports.Formats;

/// <summary>The parts of a workbook of one sheet that do not depend on its rows.</summary>
internal static class XlsxParts
{
    public const string Sheet = "xl/worksheets/sheet1.xml";

    public static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static readonly XElement FrozenHeader = new(
        Main + "sheetViews",
        new XElement(
            Main + "sheetView",
            new XAttribute("workbookViewId", 0),
            new XElement(
                Main + "pane",
                new XAttribute("ySplit", 1),
                new XAttribute("topLeftCell", "A2"),
                new XAttribute("activePane", "bottomLeft"),
                new XAttribute("state", "frozen"))));

    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Package = "application/vnd.openxmlformats-package.relationships+xml";

    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static void Write(ZipArchive archive, string sheetName, XlsxStyles styles)
    {
        Save(archive, "[Content_Types].xml", ContentTypes());
        Save(archive, "_rels/.rels", Relationships(("officeDocument", "xl/workbook.xml")));
        Save(archive, "xl/workbook.xml", Workbook(sheetName));
        Save(archive, "xl/_rels/workbook.xml.rels", Relationships(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")));
        Save(archive, "xl/styles.xml", styles.Document());
    }

    private static XDocument ContentTypes() => new(new XElement(
        Types + "Types",
        new XElement(Types + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", Package)),
        new XElement(Types + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
        Override("xl/workbook.xml", "sheet.main"),
        Override(Sheet, "worksheet"),
        Override("xl/styles.xml", "styles")));

    private static XElement Override(string part, string type) => new(
        Types + "Override", new XAttribute("PartName", "/" + part), new XAttribute("ContentType", $"{Spreadsheet}.{type}+xml"));

    private static XDocument Relationships(params (string Type, string Target)[] targets) => new(new XElement(
        Relations + "Relationships",
        targets.Select((target, i) => new XElement(
            Relations + "Relationship",
            new XAttribute("Id", $"rId{i + 1}"),
            new XAttribute("Type", $"{Office}/{target.Type}"),
            new XAttribute("Target", target.Target)))));

    private static XDocument Workbook(string sheetName) => new(new XElement(
        Main + "workbook",
        new XAttribute(XNamespace.Xmlns + "r", Office),
        new XElement(Main + "sheets", new XElement(
            Main + "sheet",
            new XAttribute("name", sheetName),
            new XAttribute("sheetId", 1),
            new XAttribute(Office + "id", "rId1")))));

    private static void Save(ZipArchive archive, string part, XDocument document)
    {
        using var stream = archive.CreateEntry(part, CompressionLevel.Fastest).Open();
        document.Save(stream);
    }
}
