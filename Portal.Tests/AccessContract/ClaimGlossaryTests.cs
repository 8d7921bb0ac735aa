using AccessContract;

namespace Portal.Tests.AccessContract;

public sealed class ClaimGlossaryTests
{
    [Theory]
    [InlineData("aud")]
    [InlineData("scp")]
    [InlineData("roles")]
    [InlineData("azp")]
    [InlineData("oid")]
    [InlineData("unique_name")]
    public void Known_claim_has_its_own_explanation(string name)
    {
        Assert.NotEqual(ClaimGlossary.Explain("made-up", "x"), ClaimGlossary.Explain(name, "x"));
    }

    [Fact]
    public void Timestamp_is_shown_as_a_date()
    {
        Assert.Contains(
            "2023-11-14 22:13:20 UTC", ClaimGlossary.Explain("exp", "1700000000"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azpacr", "1", "client secret")]
    [InlineData("azpacr", "2", "certificate")]
    [InlineData("ver", "1.0", "v1 token")]
    [InlineData("idtyp", "app", "cannot be exchanged")]
    public void Known_value_is_explained(string name, string value, string expected)
    {
        Assert.Contains(expected, ClaimGlossary.Explain(name, value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exp", "not a number")]
    [InlineData("", "")]
    public void Unexpected_value_still_has_an_explanation(string name, string value)
    {
        Assert.NotEmpty(ClaimGlossary.Explain(name, value));
    }
}
