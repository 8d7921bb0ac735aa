using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Portal.Contracts.Data;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

public sealed class XlsxFileTests
{
    private static readonly XlsxStyle Plain = new(null, IsBold: false);

    public static TheoryData<string> AnyText() =>
        [.. TrickyTexts.Formulas, .. TrickyTexts.FormulasInside, .. TrickyTexts.Harmless, "nul\0 bell\u0007 \uFFFE \uFFFF"];

    [Theory]
    [MemberData(nameof(AnyText))]
    public async Task Texts_are_inline_strings_and_read_back_unchanged(string text)
    {
        var cell = await SingleAsync(ExportFiles.TextRow(text));

        Assert.Equal(("inlineStr", text), (cell.Type, cell.Value));
    }

    [Theory]
    [InlineData("\"half \\ud800\"")]
    [InlineData("\"\\udc00 half\"")]
    public async Task Unpaired_surrogate_keeps_its_json(string json) =>
        Assert.Equal(json, (await SingleAsync(ExportFiles.Row(json))).Value);

    [Fact]
    public async Task White_space_around_a_text_is_preserved()
    {
        var file = await ExportFiles.XlsxAsync([ExportFiles.Column("a")], ExportFiles.TextRow(" x\n"));

        Assert.All(ReadXlsx.Elements(file, "t"), t => Assert.Equal("preserve", (string?)t.Attribute(XNamespace.Xml + "space")));
    }

    [Theory]
    [InlineData("=1", ReadXlsx.TextFormat)]
    [InlineData("+1", ReadXlsx.TextFormat)]
    [InlineData("-x", ReadXlsx.TextFormat)]
    [InlineData("@x", ReadXlsx.TextFormat)]
    [InlineData("\t=1", ReadXlsx.TextFormat)]
    [InlineData("\r=1", ReadXlsx.TextFormat)]
    [InlineData("＝1", ReadXlsx.TextFormat)]
    [InlineData("plain", null)]
    public async Task Formulas_stay_text_when_somebody_edits_the_cell(string text, string? format) =>
        Assert.Equal(format, (await SingleAsync(ExportFiles.TextRow(text))).Style.Format);

    [Fact]
    public async Task Worksheet_has_neither_formulas_nor_shared_strings()
    {
        var file = await ExportFiles.XlsxAsync(
            [ExportFiles.Column("a", title: "=A1")], [.. TrickyTexts.Formulas.Select(text => ExportFiles.TextRow(text))]);

        Assert.Empty(ReadXlsx.Elements(file, "f"));
        Assert.DoesNotContain(ReadXlsx.Parts(file), part => part.Contains("sharedStrings", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("-5.25", "n", "-5.25")]
    [InlineData("0", "n", "0")]
    [InlineData("999999999999999", "n", "999999999999999")]
    [InlineData("-999999999999999", "n", "-999999999999999")]
    [InlineData("0.30000000000000004", "n", "0.30000000000000004")]
    [InlineData("1.7976931348623157E308", "n", "1.7976931348623157E+308")]
    [InlineData("1e5", "n", "100000")]
    [InlineData("1234567890123456", "inlineStr", "1234567890123456")]
    [InlineData("18446744073709551615", "inlineStr", "18446744073709551615")]
    [InlineData("0.1234567890123456789", "inlineStr", "0.1234567890123456789")]
    [InlineData("1E400", "inlineStr", "1E400")]
    [InlineData("true", "b", "1")]
    [InlineData("false", "b", "0")]
    [InlineData("{\"b\":1}", "inlineStr", "{\"b\":1}")]
    [InlineData("[1,2]", "inlineStr", "[1,2]")]
    public async Task Values_keep_their_type_unless_a_spreadsheet_would_change_them(string json, string type, string value)
    {
        var cell = await SingleAsync(ExportFiles.Row(json), ColumnTypes.Number);

        Assert.Equal((type, value), (cell.Type, cell.Value));
    }

    [Theory]
    [InlineData(ColumnTypes.Number, 2, "0.00")]
    [InlineData(ColumnTypes.Number, 15, "0.000000000000000")]
    [InlineData(ColumnTypes.Number, 16, null)]
    [InlineData(ColumnTypes.Number, 0, null)]
    [InlineData(ColumnTypes.Number, null, null)]
    [InlineData(ColumnTypes.WholeNumber, null, "0")]
    public async Task Numbers_have_the_format_of_their_column(string type, int? decimals, string? format)
    {
        var file = await ExportFiles.XlsxAsync([ExportFiles.Column("a", type, decimals: decimals)], ExportFiles.Row("7"));

        Assert.Equal(format, ReadXlsx.All(file)[1].Cells.Single().Style.Format);
    }

    [Theory]
    [InlineData("1900-03-01", XlsxStyles.DateFormat, "1900-03-01 00:00:00.000")]
    [InlineData("2026-01-31", XlsxStyles.DateFormat, "2026-01-31 00:00:00.000")]
    [InlineData("2026-01-31T08:00:00+02:00", XlsxStyles.UtcTimeFormat, "2026-01-31 06:00:00.000")]
    [InlineData("2026-01-31T08:00:30Z", XlsxStyles.UtcTimeFormat, "2026-01-31 08:00:30.000")]
    [InlineData("2026-01-31T08:00:30.123Z", XlsxStyles.UtcTimeFormat, "2026-01-31 08:00:30.123")]
    [InlineData("2026-01-31T08:00:00", XlsxStyles.TimeFormat, "2026-01-31 08:00:00.000")]
    [InlineData("9999-12-31T23:59:59Z", XlsxStyles.UtcTimeFormat, "9999-12-31 23:59:59.000")]
    public async Task Dates_are_numbers_with_a_date_format(string text, string format, string date)
    {
        var cell = await SingleAsync(ExportFiles.TextRow(text), ColumnTypes.Time);

        Assert.Equal(("n", format), (cell.Type, cell.Style.Format));
        var time = DateTime.FromOADate(double.Parse(cell.Value, CultureInfo.InvariantCulture));
        Assert.Equal(date, time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-01-31", "46053")]
    [InlineData("2026-01-31T08:00:30Z", "46053.33368055556")]
    public async Task Dates_count_days_to_the_last_digit_of_a_double(string text, string days) =>
        Assert.Equal(days, (await SingleAsync(ExportFiles.TextRow(text), ColumnTypes.Time)).Value);

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1899-12-31")]
    [InlineData("1900-02-28")]
    [InlineData("1900-02-29")]
    [InlineData("31.01.2026")]
    [InlineData("soon")]
    public async Task Dates_that_Excel_cannot_count_stay_text(string text)
    {
        var cell = await SingleAsync(ExportFiles.TextRow(text), ColumnTypes.Date);

        Assert.Equal(("inlineStr", text, Plain), (cell.Type, cell.Value, cell.Style));
    }

    [Fact]
    public async Task Date_in_a_text_column_stays_text() =>
        Assert.Equal("inlineStr", (await SingleAsync(ExportFiles.TextRow("2026-01-31"))).Type);

    [Fact]
    public async Task Text_longer_than_a_cell_is_cut_and_counted()
    {
        var fits = new string('x', XlsxText.MaxLength);
        var tooLong = new string('x', XlsxText.MaxLength - 2) + "😀😀";

        var (file, truncated) = await ExportFiles.WriteAsync(
            ExportFormat.Xlsx, [ExportFiles.Column("a")], [ExportFiles.TextRow(fits), ExportFiles.TextRow(tooLong)]);

        Assert.Equal(1, truncated);
        Assert.Equal(fits, ReadXlsx.All(file)[1].Cells[0].Value);
        Assert.Equal(new string('x', XlsxText.MaxLength - 2) + "…", ReadXlsx.All(file)[2].Cells[0].Value);
    }

    [Fact]
    public async Task Title_longer_than_a_cell_is_cut_and_counted()
    {
        var (file, truncated) = await ExportFiles.WriteAsync(
            ExportFormat.Xlsx, [ExportFiles.Column("a", title: new string('x', XlsxText.MaxLength + 1))], []);

        Assert.Equal(1, truncated);
        Assert.Equal(XlsxText.MaxLength, ReadXlsx.All(file)[0].Cells[0].Value.Length);
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("&")]
    [InlineData("\u0001")]
    public async Task Row_larger_than_any_buffer_reads_back_unchanged(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, XlsxText.MaxLength / part.Length));
        var row = JsonElement.Parse(JsonSerializer.Serialize(new { a = text, b = "x" + text[..^2], c = 1 }));

        var file = await ExportFiles.XlsxAsync(
            [ExportFiles.Column("a"), ExportFiles.Column("b"), ExportFiles.Column("c", ColumnTypes.WholeNumber)], row);

        Assert.Empty(ReadXlsx.Errors(file));
        Assert.Equal([text, "x" + text[..^2], "1"], ReadXlsx.All(file)[1].Cells.Select(c => c.Value));
    }

    [Fact]
    public async Task Workbook_is_valid_by_its_schema()
    {
        DataColumn[] columns =
        [
            ExportFiles.Column("a", title: "=Title \0"),
            ExportFiles.Column("n", ColumnTypes.Number, decimals: 2),
            ExportFiles.Column("i", ColumnTypes.WholeNumber),
            ExportFiles.Column("d", ColumnTypes.Date),
            ExportFiles.Column("t", ColumnTypes.Time),
            ExportFiles.Column("b", ColumnTypes.Boolean),
            ExportFiles.Column("o", ColumnTypes.Other),
        ];

        var file = await ExportFiles.XlsxAsync(
            columns,
            JsonElement.Parse("""{"a":"=x\u0000","n":-1.50,"i":7,"d":"2026-01-31","t":"2026-01-31T08:00:00Z","b":true,"o":{"x":1}}"""),
            JsonElement.Parse("""{"i":8}"""));

        Assert.Empty(ReadXlsx.Errors(file));
        Assert.Equal(["A2", "B2", "C2", "D2", "E2", "F2", "G2"], ReadXlsx.All(file)[1].Cells.Select(c => c.Place));
    }

    [Fact]
    public async Task Missing_and_null_are_empty_cells()
    {
        var file = await ExportFiles.XlsxAsync(
            [ExportFiles.Column("a"), ExportFiles.Column("b"), ExportFiles.Column("c")],
            JsonElement.Parse("""{"b":"x"}"""),
            JsonElement.Parse("""{"a":null,"b":null,"c":"x"}"""),
            JsonElement.Parse("1"));

        Assert.Equal(["B2"], ReadXlsx.All(file)[1].Cells.Select(c => c.Place));
        Assert.Equal(["C3"], ReadXlsx.All(file)[2].Cells.Select(c => c.Place));
        Assert.Empty(ReadXlsx.All(file)[3].Cells);
    }

    [Fact]
    public async Task Header_is_bold_and_frozen_and_filters_every_row()
    {
        var file = await ExportFiles.XlsxAsync(
            [ExportFiles.Column("a", title: "First"), ExportFiles.Column("b", title: "Second")], ExportFiles.TextRow("x"));

        Assert.Equal(["First", "Second"], ReadXlsx.All(file)[0].Cells.Select(c => c.Value));
        Assert.All(ReadXlsx.All(file)[0].Cells, c => Assert.True(c.Style.IsBold));
        Assert.All(ReadXlsx.All(file)[1].Cells, c => Assert.Equal(Plain, c.Style));
        var pane = Assert.Single(ReadXlsx.Elements(file, "pane"));
        Assert.Equal(("frozen", "1", "A2"), ((string?)pane.Attribute("state"), (string?)pane.Attribute("ySplit"), (string?)pane.Attribute("topLeftCell")));
        Assert.Equal("A1:B1048576", (string?)Assert.Single(ReadXlsx.Elements(file, "autoFilter")).Attribute("ref"));
    }

    [Fact]
    public async Task Columns_are_as_wide_as_their_values_within_limits()
    {
        var file = await ExportFiles.XlsxAsync(
            [
                ExportFiles.Column("a", title: "A"),
                ExportFiles.Column("b", title: "A title of 21 letters"),
                ExportFiles.Column("c"),
                ExportFiles.Column("d"),
                ExportFiles.Column("e", ColumnTypes.Number),
                ExportFiles.Column("f", ColumnTypes.Time),
            ],
            JsonElement.Parse(JsonSerializer.Serialize(new { c = new string('x', 30), d = new string('x', 300) })));

        Assert.Equal([8, 25, 32, 60, 12, 24], ReadXlsx.Elements(file, "col").Select(c => (double)c.Attribute("width")!));
    }

    [Fact]
    public async Task Columns_after_Z_have_two_and_three_letters()
    {
        var file = await ExportFiles.XlsxAsync([.. Enumerable.Range(0, 703).Select(i => ExportFiles.Column($"c{i}"))]);

        var places = ReadXlsx.All(file)[0].Cells.Select(c => c.Place).ToList();
        Assert.Equal(["A1", "Z1", "AA1", "ZZ1", "AAA1"], ((int[])[0, 25, 26, 701, 702]).Select(i => places[i]));
    }

    [Theory]
    [InlineData("Orders", "Orders")]
    [InlineData("a:b\\c/d?e*f[g]h", "a b c d e f g h")]
    [InlineData("'quoted'", "quoted")]
    [InlineData("History", "Export")]
    [InlineData("", "Export")]
    [InlineData("???", "Export")]
    [InlineData("A title that is longer than Excel likes it", "A title that is longer than Exc")]
    [InlineData("nul\0", "nul")]
    [InlineData("Q&A <1> \uFFFE😀", "Q&A <1>")]
    public async Task Sheet_name_is_one_that_Excel_accepts(string title, string name)
    {
        var (file, _) = await ExportFiles.WriteAsync(ExportFormat.Xlsx, [ExportFiles.Column("a")], [], title);

        Assert.Equal(name, ReadXlsx.SheetName(file));
        Assert.Empty(ReadXlsx.Errors(file));
    }

    [Fact]
    public async Task Workbook_disposed_before_its_end_cannot_be_opened()
    {
        var body = new ArrayBufferWriter<byte>();
        using (var file = ExportFormat.Xlsx.Create(body, "Sheet", [ExportFiles.Column("a")]))
        {
            await file.BeginAsync([], TestContext.Current.CancellationToken);
            await file.WriteAsync(ExportFiles.TextRow("x"), TestContext.Current.CancellationToken);
        }

        Assert.Throws<InvalidDataException>(() => ReadXlsx.Parts(body.WrittenSpan.ToArray()));
    }

    [Fact]
    public void Worksheet_has_room_for_all_rows_of_Excel_but_the_header() => Assert.Equal(1_048_576 - 1, ExportFormat.Xlsx.MaxRows);

    private static async Task<XlsxCell> SingleAsync(JsonElement row, string type = ColumnTypes.Text)
    {
        var file = await ExportFiles.XlsxAsync([ExportFiles.Column("a", type)], row);
        Assert.Empty(ReadXlsx.Errors(file));
        return Assert.Single(ReadXlsx.All(file)[1].Cells);
    }
}
