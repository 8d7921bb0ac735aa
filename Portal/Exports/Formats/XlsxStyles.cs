using System.Xml.Linq;
using Portal.Contracts;

namespace Portal.Exports.Formats;

/// <summary>How the cells of a workbook look; a cell names its style by its place in this list.</summary>
internal sealed class XlsxStyles
{
    public const int Plain = 0;
    public const int Header = 1;

    /// <summary>Text that would become a formula if somebody edited the cell: it stays text.</summary>
    public const int LooksLikeFormula = 2;

    public const int Date = 3;
    public const int Time = 4;
    public const int TimeInUtc = 5;

    private const int FirstFormat = Date;
    private const int FirstOwnFormat = 164; // Lower numbers are the formats that every spreadsheet brings.
    private const int MostDecimals = 15;

    private static readonly string[] Sides = ["left", "right", "top", "bottom", "diagonal"];

    private readonly List<string> _formats = ["yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd hh:mm:ss\" UTC\""];

    /// <summary>The style of a column's numbers; one without a format shows as many figures as fit.</summary>
    public int NumberOf(DataColumn column) => column switch
    {
        { Type: ColumnTypes.WholeNumber } => StyleOf("0"),
        { Decimals: > 0 and <= MostDecimals } => StyleOf("0." + new string('0', column.Decimals.Value)),
        _ => Plain,
    };

    public XDocument Document()
    {
        var main = XlsxParts.Main;
        return new XDocument(new XElement(
            main + "styleSheet",
            Counted("numFmts", _formats.Select((format, i) => Item("numFmt", ("numFmtId", FirstOwnFormat + i), ("formatCode", format)))),
            Counted("fonts", [Font(), Font(new XElement(main + "b"))]),
            Counted("fills", [Fill("none"), Fill("gray125")]),
            Counted("borders", [new XElement(main + "border", Sides.Select(side => new XElement(main + side)))]),
            Counted("cellStyleXfs", [Item("xf", ("numFmtId", 0), ("fontId", 0))]),
            Counted("cellXfs",
            [
                Item("xf", ("xfId", 0)),
                Item("xf", ("xfId", 0), ("fontId", 1), ("applyFont", 1)),
                Item("xf", ("xfId", 0), ("quotePrefix", 1)),
                .. _formats.Select((_, i) => Item("xf", ("xfId", 0), ("numFmtId", FirstOwnFormat + i), ("applyNumberFormat", 1))),
            ]),
            Counted("cellStyles", [Item("cellStyle", ("name", "Normal"), ("xfId", 0), ("builtinId", 0))])));
    }

    private int StyleOf(string format)
    {
        if (!_formats.Contains(format))
            _formats.Add(format);

        return FirstFormat + _formats.IndexOf(format);
    }

    private static XElement Font(params XElement[] traits) => new(
        XlsxParts.Main + "font", traits, Item("sz", ("val", 11)), Item("name", ("val", "Calibri")));

    private static XElement Fill(string pattern) => new(XlsxParts.Main + "fill", Item("patternFill", ("patternType", pattern)));

    private static XElement Counted(string name, IEnumerable<XElement> items)
    {
        var list = items.ToList();
        return new XElement(XlsxParts.Main + name, new XAttribute("count", list.Count), list);
    }

    private static XElement Item(string name, params (string Name, object Value)[] attributes) =>
        new(XlsxParts.Main + name, attributes.Select(a => new XAttribute(a.Name, a.Value)));
}
