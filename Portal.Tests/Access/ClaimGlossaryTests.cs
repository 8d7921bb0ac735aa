using Portal.Access;

namespace Portal.Tests.Access;

public sealed class ClaimGlossaryTests
{
    [Theory]
    [InlineData("aud")]
    [InlineData("scp")]
    [InlineData("roles")]
    [InlineData("azp")]
    [InlineData("oid")]
    [InlineData("unique_name")]
    public void Known_claims_have_a_meaning_of_their_own(string name)
    {
        Assert.NotEqual(ClaimGlossary.Explain("made-up", "x"), ClaimGlossary.Explain(name, "x"));
    }

    [Fact]
    public void Times_are_told_as_times()
    {
        Assert.Contains("2023-11-14 22:13:20 UTC", ClaimGlossary.Explain("exp", "1700000000"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azpacr", "1", "client secret")]
    [InlineData("azpacr", "2", "certificate")]
    [InlineData("ver", "1.0", "v1 token")]
    [InlineData("idtyp", "app", "On-behalf-of cannot start")]
    public void Values_that_say_more_are_explained(string name, string value, string words)
    {
        Assert.Contains(words, ClaimGlossary.Explain(name, value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exp", "not a number")]
    [InlineData("", "")]
    public void Odd_values_are_no_error(string name, string value)
    {
        Assert.NotEmpty(ClaimGlossary.Explain(name, value));
    }
}
