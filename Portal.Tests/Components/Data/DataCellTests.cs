using Bunit;
using Portal.Components.Data;
using Portal.Contracts.Data;
using Portal.Tests.Exports;

namespace Portal.Tests.Components.Data;

public sealed class DataCellTests : DataTest
{
    private const string Huge =
        "1\u202F234\u202F567\u202F890\u202F123\u202F456\u202F789\u202F012\u202F345\u202F678\u202F901\u202F234\u202F567\u202F890";

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("abc\u202Edef", "abc⟨U+202E⟩def")]
    [InlineData("zero\u200Bwidth", "zero⟨U+200B⟩width")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    public void INJ_01_INJ_02_Markup_is_encoded_and_invisible_characters_are_escaped(string note, string shown)
    {
        Api.Returns(FirstPage, Samples.PageWithNote(note));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(shown, Cell(page, "Note").QuerySelector("bdi")!.TextContent));
        Assert.Empty(page.FindAll("td script, td a"));
    }

    [Fact]
    public void Long_text_is_truncated_and_expandable()
    {
        var note = new string('x', 300);
        Api.Returns(FirstPage, Samples.PageWithNote(note));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(note, page.Find("td details > bdi").TextContent));
        Assert.Equal(65, page.Find("td summary").TextContent.Length);
    }

    [Theory]
    [InlineData("""{"note":[1,2]}""", "[1,2]")]
    [InlineData("""{"note":"half \ud83d pair"}""", "\"half \\ud83d pair\"")]
    [InlineData("""{"note":null}""", "—")]
    [InlineData("""{}""", "—")]
    [InlineData("17", "—")]
    public void Unexpected_values_do_not_break_the_page(string row, string shown)
    {
        Api.ReturnsJson(FirstPage, $$"""{"rows":[{{row}}]}""");

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(shown, Cell(page, "Note").TextContent.Trim()));
    }

    [Fact]
    public void Numbers_keep_decimals_and_are_grouped()
    {
        Api.Returns(FirstPage, Samples.Page(2, 1));

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal("2\u202F001.00", Cell(page, "Total").TextContent.Trim()));
    }

    [Theory]
    [InlineData(ColumnTypes.WholeNumber, "18446744073709551615", "18\u202F446\u202F744\u202F073\u202F709\u202F551\u202F615")]
    [InlineData(ColumnTypes.WholeNumber, "\"18446744073709551615\"", "18\u202F446\u202F744\u202F073\u202F709\u202F551\u202F615")]
    [InlineData(ColumnTypes.WholeNumber, "1234567890123456789012345678901234567890", Huge)]
    [InlineData(ColumnTypes.Number, "0.1234567890123456789012345678901234567890", "0.1234567890123456789012345678901234567890")]
    [InlineData(ColumnTypes.Number, "1E-40", "1E-40")]
    [InlineData(ColumnTypes.Number, "1E+16", "10\u202F000\u202F000\u202F000\u202F000\u202F000")]
    [InlineData(ColumnTypes.Number, "\"1250.50\"", "1\u202F250.50")]
    [InlineData(ColumnTypes.Uuid, "\"01234567-89ab-cdef-0123-456789abcdef\"", "01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData(ColumnTypes.TimeOfDay, "\"08:30:00\"", "08:30:00")]
    [InlineData(ColumnTypes.Duration, "\"PT1H30M\"", "PT1H30M")]
    public void Values_are_shown_as_the_API_writes_them(string type, string json, string shown) =>
        Assert.Equal(shown, CellText.Of(ExportFiles.Row(json), ExportFiles.Column("a", type)).Text);

    [Theory]
    [InlineData("1990-05-01", "1990-05-01")]
    [InlineData("1990-05-01T00:00:00Z", "1990-05-01")]
    [InlineData("1990-05-01T00:00:00.000-11:00", "1990-05-01")]
    [InlineData("1990-05-01T15:30:00Z", "1990-05-01T15:30:00Z")]
    public void Day_in_a_date_column_has_no_time_zone(string text, string day) => Assert.Equal(
        new CellText(CellKind.Time, day), CellText.Of(ExportFiles.TextRow(text), ExportFiles.Column("a", ColumnTypes.Date)));
}
