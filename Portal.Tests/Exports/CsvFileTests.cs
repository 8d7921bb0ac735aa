using System.Text;
using System.Text.Json;
using Portal.Contracts;

namespace Portal.Tests.Exports;

public sealed class CsvFileTests
{
    private static readonly char[] Signs = [.. "=+-@＝＋－＠﹦﹢﹣﹫⁺₋−\t\r\n"];

    public static TheoryData<string> Formulas() => [.. NastyTexts.Formulas];

    public static TheoryData<string> FormulasInside() => [.. NastyTexts.FormulasInside];

    public static TheoryData<string> Harmless() => [.. NastyTexts.Harmless];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Formulas_get_an_apostrophe_and_keep_every_character(string text) => Assert.Equal("'" + text, RoundTrip(text));

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Harmless_texts_come_back_as_they_were(string text) => Assert.Equal(text, RoundTrip(text));

    [Theory]
    [MemberData(nameof(FormulasInside))]
    public void No_cell_is_a_formula_where_semicolons_part_the_cells(string text)
    {
        var file = Sheet.Csv([Sheet.Column("a"), Sheet.Column("b")], JsonElement.Parse(JsonSerializer.Serialize(new { a = "1", b = text })));

        // Quotes are ordinary characters to such a reader unless they open a cell; lines are cells of their own.
        var cells = Encoding.UTF8.GetString(file).Split([";", "\n", "\r"], StringSplitOptions.None).Select(cell => cell.TrimStart(' ', '"'));
        Assert.DoesNotContain(cells, cell => cell.Length > 0 && Signs.Contains(cell[0]));
        Assert.Equal(text, ReadCsv.All(file)[1][1], Apostrophes.Ignored);
    }

    [Fact]
    public void Titles_are_guarded_too()
    {
        var file = Sheet.Csv([Sheet.Column("a", title: "=A1"), Sheet.Column("b", title: "Say \"b\", twice")]);

        Assert.Equal(["'=A1", "Say \"b\", twice"], ReadCsv.All(file)[0]);
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
    public void Values_are_written_as_the_api_wrote_them(string json, string cell) =>
        Assert.Equal(cell, ReadCsv.All(Sheet.Csv([Sheet.Column("a", ColumnTypes.Number)], Sheet.Row(json)))[1][0]);

    [Fact]
    public void Missing_is_nothing_and_empty_is_a_text()
    {
        var file = Sheet.Csv([Sheet.Column("a"), Sheet.Column("gone")], Sheet.Texts(""));

        Assert.EndsWith("\r\n\"\",\r\n", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public void File_begins_with_the_mark_that_spreadsheets_look_for() =>
        Assert.Equal(Encoding.UTF8.GetPreamble(), Sheet.Csv([Sheet.Column("a")])[..3]);

    [Fact]
    public void Megabyte_in_a_cell_comes_back()
    {
        var text = string.Concat(Enumerable.Repeat("=\"x\",;\n", 150_000));

        Assert.Equal(text, RoundTrip(text), Apostrophes.Ignored);
    }

    private static string RoundTrip(string text) => ReadCsv.All(Sheet.Csv([Sheet.Column("a"), Sheet.Column("b")], Sheet.Texts(text)))[1][0];

    private sealed class Apostrophes : IEqualityComparer<string>
    {
        public static readonly Apostrophes Ignored = new();

        public bool Equals(string? x, string? y) => Without(x) == Without(y);

        public int GetHashCode(string obj) => Without(obj)!.GetHashCode(StringComparison.Ordinal);

        private static string? Without(string? text) => text?.Replace("'", "", StringComparison.Ordinal);
    }
}
