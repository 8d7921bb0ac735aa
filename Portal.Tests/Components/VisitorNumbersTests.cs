using System.Globalization;
using Portal.Components.Shared;

namespace Portal.Tests.Components;

public sealed class VisitorNumbersTests
{
    private const string Huge = "1234567890123456789012345678901234567890";

    [Theory]
    [InlineData("de-DE", "1234567.50", "1.234.567,50")]
    [InlineData("fr-FR", "1234567.50", "1\u202F234\u202F567,50")]
    [InlineData("en-IN", "123456789", "12,34,56,789")]
    [InlineData("en-US", "-1234.5", "−1,234.5")]
    [InlineData("de-CH", "1234.5", "1’234.5")]
    [InlineData("de-DE", Huge, "1.234.567.890.123.456.789.012.345.678.901.234.567.890")]
    [InlineData("de-DE", "0.1234567890123456789012345678901234567890", "0,1234567890123456789012345678901234567890")]
    [InlineData("de-DE", "1E+4", "10.000")]
    [InlineData("de-DE", "1E-40", "1E-40")]
    [InlineData("de-DE", "-0", "−0")]
    [InlineData("de-DE", "much", "much")]
    public void Number_is_grouped_with_all_its_digits(string culture, string number, string shown) =>
        Assert.Equal(shown, Of(culture).Exact(number));

    // Their separators belong to their own digits.
    [Theory]
    [InlineData("ar-EG")]
    [InlineData("fa-IR")]
    public void Digits_are_always_Latin(string culture) => Assert.Same(VisitorNumbers.Neutral, Of(culture));

    [Fact]
    public void Every_culture_shows_and_reads_a_number_alike()
    {
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.AllCultures))
        {
            var numbers = VisitorNumbers.Of(culture);

            var shown = numbers.Exact("-1234567.25");

            Assert.Equal("-1234567.25", numbers.Read(shown));
            Assert.Equal("-1234567.25", numbers.Read(numbers.ForInput("-1234567.25")));
            Assert.Equal("1234567.25", new string([.. shown.Where(char.IsAsciiDigit)]).Insert(7, "."));
        }
    }

    [Theory]
    [InlineData("12", "12,00")]
    [InlineData("12.5", "12,50")]
    [InlineData("12.505", "12,505")]
    public void Decimals_are_filled_up_and_never_cut(string number, string shown) =>
        Assert.Equal(shown, Of("de-DE").Exact(number, decimals: 2));

    [Theory]
    [InlineData("de-DE", "1.250", "1250")]
    [InlineData("de-DE", "1.25", "1.25")]
    [InlineData("de-DE", "1250,5", "1250.5")]
    [InlineData("de-DE", "−1.250,50", "-1250.50")]
    [InlineData("de-DE", "1250.50", "1250.50")]
    [InlineData("de-DE", "10\u202F000", "10000")]
    [InlineData("de-DE", Huge, Huge)]
    [InlineData("fr-FR", "1 250,5", "1250.5")]
    [InlineData("en-IN", "1,00,000", "100000")]
    [InlineData("en-US", "1,250", "1250")]
    [InlineData("de-CH", "1'250.5", "1250.5")]
    [InlineData(null, "10 000", "10000")]
    [InlineData(null, " +5 ", "+5")]
    [InlineData("de-DE", "0.125", "0.125")]
    [InlineData("de-DE", "-0.500", "-0.500")]
    [InlineData("de-DE", "0", "0")]
    [InlineData("en-US", "0,125", null)]
    [InlineData("en-US", "1,25", null)]
    [InlineData(null, "--5", null)]
    [InlineData(null, "-−5", null)]
    [InlineData("de-DE", "1.2.3", null)]
    [InlineData("de-DE", "1,2,3", null)]
    [InlineData("ar-EG", "١٢", null)]
    [InlineData("de-DE", "", null)]
    [InlineData("de-DE", "-", null)]
    public void What_is_typed_is_read_without_guessing(string? culture, string typed, string? number) =>
        Assert.Equal(number, (culture is null ? VisitorNumbers.Neutral : Of(culture)).Read(typed));

    private static VisitorNumbers Of(string culture) => VisitorNumbers.Of(CultureInfo.GetCultureInfo(culture));
}
