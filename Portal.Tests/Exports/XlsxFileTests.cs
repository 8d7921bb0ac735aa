using System.Globalization;
using System.Text.Json;
using Portal.Contracts;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

public sealed class XlsxFileTests
{
    public static TheoryData<string> AnyText() => [.. NastyTexts.Formulas, .. NastyTexts.FormulasInside, .. NastyTexts.Harmless, "nul\0 bell\u0007 \uFFFE"];

    [Theory]
    [MemberData(nameof(AnyText))]
    public void Texts_are_inline_strings_that_come_back_as_they_were(string text)
    {
        var cell = Single(Sheet.Texts(text));

        Assert.Equal(("inlineStr", text), (cell.Type, cell.Value));
    }

    [Theory]
    [InlineData("=1", XlsxStyles.LooksLikeFormula)]
    [InlineData("＝1", XlsxStyles.LooksLikeFormula)]
    [InlineData("plain", XlsxStyles.Plain)]
    public void Formulas_stay_text_when_somebody_edits_the_cell(string text, int style) =>
        Assert.Equal(style, Single(Sheet.Texts(text)).Style);

    [Theory]
    [InlineData("-5.25", "n", "-5.25")]
    [InlineData("0", "n", "0")]
    [InlineData("999999999999999", "n", "999999999999999")]
    [InlineData("0.30000000000000004", "n", "0.30000000000000004")]
    [InlineData("1e5", "n", "1e5")]
    [InlineData("1234567890123456", "inlineStr", "1234567890123456")]
    [InlineData("1E400", "inlineStr", "1E400")]
    [InlineData("true", "b", "1")]
    [InlineData("{\"b\":1}", "inlineStr", "{\"b\":1}")]
    public void Values_are_what_they_are_unless_a_spreadsheet_would_change_them(string json, string type, string value)
    {
        var cell = Single(Sheet.Row(json), ColumnTypes.Number);

        Assert.Equal((type, value), (cell.Type, cell.Value));
    }

    [Theory]
    [InlineData("2026-01-31", XlsxStyles.Date, "2026-01-31 00:00:00")]
    [InlineData("2026-01-31T08:00:00+02:00", XlsxStyles.TimeInUtc, "2026-01-31 06:00:00")]
    [InlineData("2026-01-31T08:00:30Z", XlsxStyles.TimeInUtc, "2026-01-31 08:00:30")]
    [InlineData("2026-01-31T08:00:00", XlsxStyles.Time, "2026-01-31 08:00:00")]
    [InlineData("9999-12-31T23:59:59Z", XlsxStyles.TimeInUtc, "9999-12-31 23:59:59")]
    public void Dates_are_dates(string text, int style, string date)
    {
        var cell = Single(Sheet.Texts(text), ColumnTypes.Time);

        Assert.Equal(("n", style), (cell.Type, cell.Style));
        var moment = DateTime.FromOADate(double.Parse(cell.Value, CultureInfo.InvariantCulture));
        Assert.Equal(date, moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1899-12-31")]
    [InlineData("1900-02-28")]
    [InlineData("31.01.2026")]
    [InlineData("soon")]
    public void What_is_no_date_to_a_spreadsheet_stays_text(string text) =>
        Assert.Equal(("inlineStr", text), (Single(Sheet.Texts(text), ColumnTypes.Date).Type, Single(Sheet.Texts(text), ColumnTypes.Date).Value));

    [Fact]
    public void Text_longer_than_a_cell_is_cut_and_counted()
    {
        var fits = new string('x', XlsxText.Longest);
        var tooLong = new string('x', XlsxText.Longest - 2) + "😀😀";

        var file = Sheet.Write(ExportFormat.Xlsx, [Sheet.Column("a")], [Sheet.Texts(fits), Sheet.Texts(tooLong)], out var shortened);

        Assert.Equal(1, shortened);
        Assert.Equal(fits, ReadXlsx.All(file)[1].Cells[0].Value);
        Assert.Equal(new string('x', XlsxText.Longest - 2) + "…", ReadXlsx.All(file)[2].Cells[0].Value);
    }

    [Fact]
    public void Workbook_is_valid_by_its_schema()
    {
        DataColumn[] columns =
        [
            Sheet.Column("a", title: "=Title \0"), Sheet.Column("n", ColumnTypes.Number, decimals: 2), Sheet.Column("i", ColumnTypes.WholeNumber),
            Sheet.Column("d", ColumnTypes.Date), Sheet.Column("t", ColumnTypes.Time), Sheet.Column("b", ColumnTypes.Boolean), Sheet.Column("o", ColumnTypes.Other),
        ];

        var file = Sheet.Xlsx(columns,
            JsonElement.Parse("""{"a":"=x\u0000","n":-1.50,"i":7,"d":"2026-01-31","t":"2026-01-31T08:00:00Z","b":true,"o":{"x":1}}"""),
            JsonElement.Parse("""{"i":8}"""));

        Assert.Empty(ReadXlsx.Errors(file));
        Assert.Equal(["C3"], ReadXlsx.All(file)[2].Cells.Select(c => c.Place));
    }

    [Fact]
    public void Header_is_bold_stays_in_place_and_filters()
    {
        var file = Sheet.Xlsx([Sheet.Column("a", title: "First"), Sheet.Column("b", title: "Second")], Sheet.Texts("x"));

        var sheet = ReadXlsx.Part(file, "xl/worksheets/sheet1.xml").Root!;
        Assert.Equal(["First", "Second"], ReadXlsx.All(file)[0].Cells.Select(c => c.Value));
        Assert.All(ReadXlsx.All(file)[0].Cells, c => Assert.Equal(XlsxStyles.Header, c.Style));
        Assert.Equal("frozen", (string?)sheet.Descendants(XlsxParts.Main + "pane").Single().Attribute("state"));
        Assert.Equal("A1:B2", (string?)sheet.Element(XlsxParts.Main + "autoFilter")!.Attribute("ref"));
    }

    [Fact]
    public void Columns_beyond_the_alphabet_have_names_too()
    {
        var file = Sheet.Xlsx([.. Enumerable.Range(0, 703).Select(i => Sheet.Column($"c{i}"))]);

        var places = ReadXlsx.All(file)[0].Cells.Select(c => c.Place).ToList();
        Assert.Equal(["A1", "Z1", "AA1", "ZZ1", "AAA1"], ((int[])[0, 25, 26, 701, 702]).Select(i => places[i]));
    }

    [Theory]
    [InlineData("Orders", "Orders")]
    [InlineData("a:b\\c/d?e*f[g]h", "a b c d e f g h")]
    [InlineData("'quoted'", "quoted")]
    [InlineData("History", "Export")]
    [InlineData("", "Export")]
    [InlineData("A title that is longer than Excel likes it", "A title that is longer than Exc")]
    [InlineData("nul\0", "nul")]
    public void Sheet_names_are_what_Excel_accepts(string title, string name) => Assert.Equal(name, XlsxText.SheetName(title));

    private static XlsxCell Single(JsonElement row, string type = ColumnTypes.Text)
    {
        var file = Sheet.Xlsx([Sheet.Column("a", type)], row);
        Assert.Empty(ReadXlsx.Errors(file));
        return Assert.Single(ReadXlsx.All(file)[1].Cells);
    }
}
