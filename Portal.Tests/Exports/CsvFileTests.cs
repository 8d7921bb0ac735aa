using System.Text;
using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Tests.Exports;

public sealed class CsvFileTests
{
    private static readonly char[] Signs = [.. "=+-@＝＋－＠﹦﹢﹣﹫⁺₋−\t\r\n"];

    public static TheoryData<string> Formulas() => [.. TrickyTexts.Formulas];

    public static TheoryData<string> FormulasInside() => [.. TrickyTexts.FormulasInside];

    public static TheoryData<string> Harmless() => [.. TrickyTexts.Harmless];

    [Theory]
    [MemberData(nameof(Formulas))]
    public async Task INJ_05_Formulas_get_an_apostrophe_and_keep_every_character(string text) =>
        Assert.Equal("'" + text, await RoundTripAsync(text));

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task INJ_06_Harmless_texts_read_back_unchanged(string text) =>
        Assert.Equal(text, await RoundTripAsync(text));

    [Theory]
    [MemberData(nameof(FormulasInside))]
    public async Task INJ_05_No_cell_is_a_formula_when_semicolons_separate_cells(string text)
    {
        var file = await ExportFiles.CsvAsync(
            [ExportFiles.Column("a"), ExportFiles.Column("b")],
            JsonElement.Parse(JsonSerializer.Serialize(new { a = "1", b = text })));

        // Such a reader treats quotes as ordinary characters unless they open a cell, and starts a new cell on each
        // line.
        var cells = Encoding.UTF8.GetString(file).Split([";", "\n", "\r"], StringSplitOptions.None)
            .Select(cell => cell.TrimStart(' ', '"'));
        Assert.DoesNotContain(cells, cell => cell.Length > 0 && Signs.Contains(cell[0]));
        Assert.Equal(text, ReadCsv.All(file)[1][1], Apostrophes.Ignored);
    }

    [Fact]
    public async Task Formulas_in_titles_get_an_apostrophe()
    {
        var file = await ExportFiles.CsvAsync(
            [ExportFiles.Column("a", title: "=A1"), ExportFiles.Column("b", title: "Say \"b\", twice")]);

        Assert.Equal(["'=A1", "Say \"b\", twice"], ReadCsv.All(file)[0]);
    }

    [Theory]
    [InlineData(ColumnTypes.WholeNumber, "\"-18446744073709551615\"", "-18446744073709551615")]
    [InlineData(ColumnTypes.Number, "\"-1250.50\"", "-1250.50")]
    [InlineData(ColumnTypes.Number, "\"-1+1\"", "\"'-1+1\"")]
    [InlineData(ColumnTypes.Text, "\"-5\"", "\"'-5\"")]
    [InlineData(ColumnTypes.Date, "\"1990-05-01T00:00:00-11:00\"", "\"1990-05-01\"")]
    [InlineData(ColumnTypes.Time, "\"1990-05-01T00:00:00-11:00\"", "\"1990-05-01T00:00:00-11:00\"")]
    public async Task Numbers_and_days_are_those_of_the_column(string type, string json, string line)
    {
        var file = await ExportFiles.CsvAsync([ExportFiles.Column("a", type)], ExportFiles.Row(json));

        Assert.Equal(line, Encoding.UTF8.GetString(file).Split("\r\n")[1]);
    }

    [Fact]
    public async Task Note_has_as_many_cells_as_a_row()
    {
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        using var file = new Portal.Exports.Formats.CsvFile(body, [ExportFiles.Column("a"), ExportFiles.Column("b")]);
        await file.WriteNoteAsync("Incomplete: 4 of 10 rows.", TestContext.Current.CancellationToken);

        Assert.Equal("\"Incomplete: 4 of 10 rows.\",\r\n", Encoding.UTF8.GetString(body.WrittenSpan));
    }

    [Theory]
    [InlineData("-5", "-5")]
    [InlineData("-5.25", "-5.25")]
    [InlineData("1E400", "1E400")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("1250.50", "1250.50")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    [InlineData("\"2026-01-31\"", "2026-01-31")]
    [InlineData("\"2026-01-31T08:00:00+02:00\"", "2026-01-31T08:00:00+02:00")]
    [InlineData("{\"b\":[1,\"=x\"]}", "{\"b\":[1,\"=x\"]}")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("\"nul\\u0000 bell\\u0007 del\\u007f\"", "nul␀ bell␇ del␡")]
    [InlineData("\"half \\ud800\"", "\"half \\ud800\"")]
    public async Task Values_are_written_as_the_api_wrote_them(string json, string cell)
    {
        var file = await ExportFiles.CsvAsync([ExportFiles.Column("a", ColumnTypes.Number)], ExportFiles.Row(json));

        Assert.Equal(cell, ReadCsv.All(file)[1][0]);
    }

    [Fact]
    public async Task Missing_value_is_not_quoted_and_empty_text_is()
    {
        var file = await ExportFiles.CsvAsync(
            [ExportFiles.Column("a"), ExportFiles.Column("gone")], ExportFiles.TextRow(""));

        Assert.EndsWith("\r\n\"\",\r\n", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_starts_with_a_byte_order_mark() =>
        Assert.Equal(Encoding.UTF8.GetPreamble(), (await ExportFiles.CsvAsync([ExportFiles.Column("a")]))[..3]);

    [Fact]
    public async Task INJ_06_Megabyte_in_a_cell_reads_back_unchanged()
    {
        var text = string.Concat(Enumerable.Repeat("=\"x\",;\n", 150_000));

        Assert.Equal(text, await RoundTripAsync(text), Apostrophes.Ignored);
    }

    private static async Task<string> RoundTripAsync(string text)
    {
        var file = await ExportFiles.CsvAsync(
            [ExportFiles.Column("a"), ExportFiles.Column("b")], ExportFiles.TextRow(text));
        return ReadCsv.All(file)[1][0];
    }

    private sealed class Apostrophes : IEqualityComparer<string>
    {
        public static readonly Apostrophes Ignored = new();

        public bool Equals(string? x, string? y) => Without(x) == Without(y);

        public int GetHashCode(string obj) => Without(obj)!.GetHashCode(StringComparison.Ordinal);

        private static string? Without(string? text) => text?.Replace("'", "", StringComparison.Ordinal);
    }
}
