using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Portal.Contracts.Data;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

/// <summary>How a value of a row becomes a cell of a worksheet.</summary>
public sealed class XlsxCellTests
{
    private static readonly XlsxStyle Plain = new(null, IsBold: false);

    public static TheoryData<string> AnyText() =>
    [
        .. TrickyTexts.Formulas,
        .. TrickyTexts.FormulasInside,
        .. TrickyTexts.Harmless,
        "nul\0 bell\u0007 \uFFFE \uFFFF",
    ];

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

        Assert.All(
            ReadXlsx.Elements(file, "t"),
            t => Assert.Equal("preserve", (string?)t.Attribute(XNamespace.Xml + "space")));
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
    [InlineData("1234567890123.4567", "inlineStr", "1234567890123.4567")]
    [InlineData("\"1250.50\"", "n", "1250.5")]
    [InlineData("\"-5\"", "n", "-5")]
    [InlineData("\"18446744073709551615\"", "inlineStr", "18446744073709551615")]
    [InlineData("\"007\"", "inlineStr", "007")]
    [InlineData("\"1e5\"", "inlineStr", "1e5")]
    [InlineData("true", "b", "1")]
    [InlineData("false", "b", "0")]
    [InlineData("{\"b\":1}", "inlineStr", "{\"b\":1}")]
    [InlineData("[1,2]", "inlineStr", "[1,2]")]
    public async Task Values_keep_their_type_unless_a_spreadsheet_would_change_them(
        string json, string type, string value)
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
        var file = await ExportFiles.XlsxAsync(
            [ExportFiles.Column("a", type, decimals: decimals)], ExportFiles.Row("7"));

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
    [InlineData(ColumnTypes.TimeOfDay, "08:30", XlsxStyles.TimeOfDayFormat, "0.3541666666666667")]
    [InlineData(ColumnTypes.TimeOfDay, "12:00:00.250", XlsxStyles.TimeOfDayFormat + ".000", "0.5000028935185186")]
    [InlineData(ColumnTypes.Duration, "P1DT12H", XlsxStyles.DurationFormat, "1.5")]
    [InlineData(ColumnTypes.Duration, "PT0.5S", XlsxStyles.DurationFormat + ".000", "5.787037037037037E-06")]
    public async Task Times_are_fractions_of_a_day_with_a_time_format(string type, string text, string format, string days)
    {
        var cell = await SingleAsync(ExportFiles.TextRow(text), type);

        Assert.Equal(("n", format, days), (cell.Type, cell.Style.Format, cell.Value));
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("9999-12-31T23:59:59.9999999")]
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

    [Theory]
    [InlineData("1990-05-01")]
    [InlineData("1990-05-01T00:00:00Z")]
    [InlineData("1990-05-01T00:00:00.000+02:00")]
    [InlineData("1990-05-01T00:00:00-11:00")]
    [InlineData("1990-05-01 00:00")]
    public async Task Day_is_the_one_that_is_written(string text)
    {
        var cell = await SingleAsync(ExportFiles.TextRow(text), ColumnTypes.Date);

        Assert.Equal(("n", XlsxStyles.DateFormat, "32994"), (cell.Type, cell.Style.Format, cell.Value));
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

    private static async Task<XlsxCell> SingleAsync(JsonElement row, string type = ColumnTypes.Text)
    {
        var file = await ExportFiles.XlsxAsync([ExportFiles.Column("a", type)], row);
        Assert.Empty(ReadXlsx.Errors(file));
        return Assert.Single(ReadXlsx.All(file)[1].Cells);
    }
}
