using Portal.Contracts.SignIn;

namespace Portal.Tests.Auth;

public sealed class ClaimsChallengeTests
{
    [Theory]
    [InlineData("""{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""")]
    [InlineData("""{"id_token":{"auth_time":{"essential":true}},"access_token":{}}""")]
    public void Claims_request_of_the_authority_is_valid(string claims)
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
    [InlineData("""{"access_token":"c1"}""")]
    [InlineData("""{"access_token":{},"access_token":{}}""")]
    [InlineData("""{"\ud800":{}}""")]
    [InlineData("""{"access_token":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{}}}}}}}}}""")]
    public void Malformed_claims_request_is_refused(string? claims)
    {
        Assert.False(ClaimsChallenge.IsWellFormed(claims));
    }

    [Fact]
    public void Claims_request_that_is_too_long_is_refused()
    {
        var claims = $$$"""{"access_token":{"a":"{{{new string('x', 3000)}}}"}}""";

        Assert.False(ClaimsChallenge.IsWellFormed(claims));
    }
}
