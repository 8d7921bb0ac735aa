using Entra.Emulator.OAuth.Errors;
using Portal.Contracts;

namespace Portal.Tests.Contracts;

public sealed class AadstsCodesTests
{
    // What only other kinds of clients meet: device code, and values that the portal's libraries never send.
    private static readonly int[] NotThePortals = [70016, 70018, 70020];

    [Fact]
    public void Every_code_that_the_emulator_gives_to_the_portal_is_explained() => Assert.All(
        ErrorTable.All.Keys.Except(NotThePortals),
        code => Assert.True(AadstsCodes.Find($"AADSTS{code}") is not null, $"AADSTS{code} has no words."));

    [Fact]
    public void Each_code_stands_there_once_with_a_meaning_and_a_mend()
    {
        Assert.Equal(AadstsCodes.All.Count, AadstsCodes.All.Select(c => c.Code).Distinct().Count());
        Assert.All(AadstsCodes.All, c => Assert.True(c is { Meaning.Length: > 20, Mend.Length: > 5 } && !c.Title.EndsWith('.'), c.Code));
    }

    [Theory]
    [InlineData("65001", "AADSTS65001")]
    [InlineData("SECRET expired", "AADSTS7000222")]
    [InlineData("  redirect  registered ", "AADSTS50011")]
    public void Search_takes_codes_and_words(string words, string code) =>
        Assert.Contains(AadstsCodes.Search(words), c => c.Code == code);

    [Fact]
    public void Unknown_codes_have_no_words()
    {
        Assert.Null(AadstsCodes.Find("AADSTS1"));
        Assert.Null(AadstsCodes.Find(null));
        Assert.Empty(AadstsCodes.Search("AADSTS65001 nonsense"));
    }
}
