using Bunit;

namespace Portal.Tests.Components.Data;

public sealed class DataCellTests : DataTest
{
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
}
