using System.Security.Claims;
using AccessContract;

namespace Portal.Tests.AccessContract;

public sealed class TokenFactsTests
{
    [Fact]
    public void Scopes_roles_audience_and_lifetime_are_read()
    {
        var facts = TokenFacts.Read(
        [
            new("aud", "33333333-3333-4333-8333-333333333333"),
            new("scp", "access_as_user profile"),
            new("roles", "Orders.Read"),
            new("roles", "Reports.Read"),
            new("iat", "1700000000"),
            new("exp", "1700003600"),
        ]);

        Assert.Equal("33333333-3333-4333-8333-333333333333", facts.Audience);
        Assert.Equal(["access_as_user", "profile"], facts.Scopes);
        Assert.Equal(["Orders.Read", "Reports.Read"], facts.Roles);
        Assert.Equal(TokenKind.User, facts.TokenKind);
        Assert.Equal(TimeSpan.FromHours(1), facts.ExpiresAt - facts.IssuedAt);
    }

    [Fact]
    public void TOK_38_INJ_09_Role_containing_a_space_is_one_role()
    {
        Assert.Equal(["A B"], TokenFacts.Read([new("roles", "A B")]).Roles);
    }

    [Fact]
    public void Idtyp_app_means_an_application_token()
    {
        Assert.Equal(TokenKind.App, TokenFacts.Read([new("idtyp", "app")]).TokenKind);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("253402300800")]
    public void Invalid_expiry_is_ignored(string exp)
    {
        Assert.Null(TokenFacts.Read([new("exp", exp)]).ExpiresAt);
    }

    [Fact]
    public void Without_claims_there_are_no_facts()
    {
        var facts = TokenFacts.Read(Array.Empty<Claim>());

        Assert.Empty(facts.Scopes);
        Assert.Empty(facts.Roles);
        Assert.Null(facts.Audience);
    }
}
