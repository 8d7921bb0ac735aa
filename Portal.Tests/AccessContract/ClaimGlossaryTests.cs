using System.Security.Claims;
using AccessContract;

namespace Portal.Tests.AccessContract;

public sealed class ClaimGlossaryTests
{
    private const string Tenant = "bbbbbbbb-0000-4000-8000-0000000000ff";

    private static readonly TokenIssuer Entra = Of($"https://login.microsoftonline.com/{Tenant}/v2.0");

    [Theory]
    [InlineData("aud")]
    [InlineData("scp")]
    [InlineData("roles")]
    [InlineData("azp")]
    [InlineData("oid")]
    [InlineData("unique_name")]
    public void Known_claim_has_its_own_explanation(string name)
    {
        Assert.NotEqual(ClaimGlossary.Explain("made-up", "x", Entra), ClaimGlossary.Explain(name, "x", Entra));
    }

    [Fact]
    public void Timestamp_is_shown_as_a_date()
    {
        Assert.Contains(
            "2023-11-14 22:13:20 UTC", ClaimGlossary.Explain("exp", "1700000000", Entra), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azpacr", "1", "client secret")]
    [InlineData("azpacr", "2", "certificate")]
    [InlineData("ver", "1.0", "v1 token")]
    [InlineData("idtyp", "app", "cannot be exchanged")]
    public void Known_value_is_explained(string name, string value, string expected)
    {
        Assert.Contains(expected, ClaimGlossary.Explain(name, value, Entra), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://contosob2c.b2clogin.com/" + Tenant + "/v2.0/", "ver", "1.0", "nothing to do with Entra")]
    [InlineData("https://contosob2c.b2clogin.com/" + Tenant + "/v2.0/", "emails", "a@b.example", "list")]
    [InlineData("http://fs.contoso.example/adfs/services/trust", "ver", "1.0", "nothing to do with Entra")]
    [InlineData("http://fs.contoso.example/adfs/services/trust", "apptype", "Public", "public or confidential")]
    [InlineData("https://sso.example/realms/contoso", "sub", "x", "in the realm")]
    [InlineData("https://sso.example/realms/contoso", "typ", "Bearer", "Kind of token")]
    [InlineData("https://sso.example/realms/contoso", "realm_access", "{}", "realm")]
    [InlineData("https://dev-1.okta.com/oauth2/default", "scp", "orders.read", "list")]
    [InlineData("https://contoso.eu.auth0.com/", "permissions", "read:orders", "role-based")]
    [InlineData("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x", "token_use", "access", "Kind of token")]
    [InlineData("https://token.actions.githubusercontent.com", "repository", "contoso/x", "workflow")]
    [InlineData("https://kubernetes.default.svc.cluster.local", "kubernetes.io", "{}", "namespace")]
    [InlineData("https://id.example", "scope", "orders.read", "RFC 9068")]
    [InlineData("https://contoso.ciamlogin.com/" + Tenant + "/v2.0", "ver", "2.0", "v2 token")]
    public void Claim_has_the_meaning_that_its_issuer_gives_it(string issuer, string name, string value, string expected)
    {
        Assert.Contains(expected, ClaimGlossary.Explain(name, value, Of(issuer)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://id.example", "oid")]
    [InlineData("https://id.example", "tid")]
    [InlineData("https://id.example", "ver")]
    [InlineData("https://contoso.eu.auth0.com/", "azpacr")]
    [InlineData("https://sso.example/realms/contoso", "wids")]
    [InlineData("my-auth-server", "idtyp")]
    public void Claim_of_Entra_alone_is_unknown_in_tokens_of_another_issuer(string issuer, string name)
    {
        Assert.Equal(ClaimGlossary.Explain("made-up", "1.0", Of(issuer)), ClaimGlossary.Explain(name, "1.0", Of(issuer)));
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("azp")]
    [InlineData("roles")]
    [InlineData("groups")]
    [InlineData("acr")]
    public void Standard_claim_of_another_issuer_is_not_explained_as_Entra_s(string name)
    {
        Assert.NotEqual(ClaimGlossary.Explain(name, "x", Entra), ClaimGlossary.Explain(name, "x", Of("https://id.example")));
    }

    [Fact]
    public void Header_of_another_issuer_names_no_rule_of_Entra()
    {
        Assert.DoesNotContain("Entra", ClaimGlossary.ExplainHeader("alg", Of("https://id.example")), StringComparison.Ordinal);
        Assert.Contains("Entra", ClaimGlossary.ExplainHeader("alg", Entra), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exp", "not a number")]
    [InlineData("", "")]
    public void Unexpected_value_still_has_an_explanation(string name, string value)
    {
        Assert.NotEmpty(ClaimGlossary.Explain(name, value, Entra));
    }

    private static TokenIssuer Of(string issuer) => TokenIssuer.Of(TokenContent.OfClaims([new Claim("iss", issuer)]));
}
