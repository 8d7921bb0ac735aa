using Portal.Components.Shared;

namespace Portal.Tests.Components;

public sealed class VisitorCultureTests
{
    [Theory]
    [InlineData("de-DE,de;q=0.9,en;q=0.8", "de-DE")]
    [InlineData("en;q=0.5, fr-FR", "fr-FR")]
    [InlineData("de-XX", "de")]
    [InlineData("tlh, en-IN;q=0.1", "en-IN")]
    [InlineData("*", null)]
    [InlineData("de;q=0", null)]
    [InlineData("xx-YY, zz", null)]
    [InlineData("!!, ;;q=, \u0000", null)]
    [InlineData("", null)]
    public void Culture_is_the_most_preferred_that_is_known(string header, string? culture) =>
        Assert.Equal(culture, VisitorCulture.NameIn(header), ignoreCase: true);

    [Fact]
    public void Request_without_the_header_has_the_neutral_format()
    {
        var visitor = new VisitorCulture();

        visitor.Use(VisitorCulture.NameIn(default));

        Assert.Same(VisitorNumbers.Neutral, visitor.Numbers);
        Assert.Same(VisitorDates.Neutral, visitor.Dates);
    }

    [Fact]
    public void Long_header_is_not_searched_to_its_end() =>
        Assert.Null(VisitorCulture.NameIn(string.Join(',', Enumerable.Repeat("xx", 2_000)) + ",de"));
}
