using Portal.Auth;

namespace Portal.Tests.Auth;

public sealed class ClaimsChallengeTests
{
    [Theory]
    [InlineData("""{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""")]
    [InlineData("""{"id_token":{"auth_time":{"essential":true}},"access_token":{}}""")]
    public void What_the_authority_asks_for_passes(string claims)
    {
        Assert.True(ClaimsChallenge.IsWellFormed(claims));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("c1")]
    [InlineData("[]")]
    [InlineData("""{"access_token":""")]
    [InlineData("""{"userinfo":{"email":null}}""")]
    [InlineData("""{"access_token":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{}}}}}}}}}""")]
    public void Anything_else_is_dropped(string? claims)
    {
        Assert.False(ClaimsChallenge.IsWellFormed(claims));
    }

    [Fact]
    public void Long_ones_are_dropped()
    {
        var claims = $$$"""{"access_token":{"a":"{{{new string('x', 3000)}}}"}}""";

        Assert.False(ClaimsChallenge.IsWellFormed(claims));
    }
}
