using Bunit;
using Portal.Components.Shared;
using Portal.Components.Tokens;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components.Tokens;

public sealed class TokensTests : ComponentTest
{
    [Fact]
    public void Each_token_has_a_card_with_an_anchor()
    {
        Api.Returns("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Returns("/api/tokens", Inspections.Tokens([Token(TokenHops.Portal), Token("AppB")]));

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Equal(
            [TokenHops.IdToken, TokenHops.Portal, "AppB"], page.FindAll("section[id]").Select(s => s.Id!)));
        Assert.Contains(ChipList.NoRoles, TextOf(page));
    }

    [Fact]
    public void Own_token_shows_what_decides_and_folds_the_rest()
    {
        Api.Returns("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Returns("/api/tokens", Inspections.Tokens(
            [Token("AppB")], Inspections.AppB(Inspections.Allowed) with { Consent = Inspections.Consent(ConsentStatus.Granted) }));

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("#AppB dl")));
        Assert.Equal(["For", "Scopes", "Roles", "Valid"], page.FindAll("#AppB dt").Take(4).Select(t => t.TextContent));
        Assert.Equal(
            ["What AppB checks", $"{TokenCard.ClaimsLabel} (1)", "Consent"],
            page.FindAll("#AppB .token-part > summary").Select(s => s.TextContent));
        Assert.Empty(page.FindAll("#AppB .token-part[open]"));
        Assert.NotNull(page.Find($"#{TokenUrl.ClaimsId("AppB")} [id='{TokenUrl.ClaimId("AppB", "aud")}']"));
    }

    [Fact]
    public void Refused_token_shows_the_answer_unfolded()
    {
        Api.Returns("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Returns("/api/tokens", Inspections.Tokens([Token("AppB")], Inspections.AppB(Inspections.RoleMissing)));

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("#AppB > [data-answer='refused']")));
    }

    [Fact]
    public void Lifetime_counts_down_to_expired()
    {
        Api.Returns("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Returns("/api/tokens", Inspections.Tokens([]));
        var page = Render<TokensPage>();
        page.WaitForAssertion(() => Assert.Contains("Expires in 30 minutes", TextOf(page)));

        Time.Advance(TimeSpan.FromMinutes(31));

        page.WaitForAssertion(() => Assert.Contains("Expired 60 seconds ago", TextOf(page)));
    }

    [Fact]
    public void Missing_token_offers_consent_once()
    {
        Api.Returns("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Returns("/api/tokens", Inspections.Tokens(
            [Token("AppB") with { Problem = Samples.ConsentRequired }],
            Inspections.AppB([]) with { Consent = Inspections.Consent(ConsentStatus.NotGranted) }));

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Single(page.Addresses(), "/" + SessionRoutes.Consent("AppB", "/")));
        Assert.Contains("Consent not granted", TextOf(page));
    }

    [Fact]
    public void ID_token_is_shown_when_other_tokens_fail()
    {
        Api.Returns("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Refuses("/api/tokens", new ApiProblem(ProblemCodes.AuthorityUnavailable, 503, "No authority"));

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Contains("No authority", TextOf(page)));
        Assert.Contains("The id_token token", TextOf(page));
    }

    [Fact]
    public void Duplicate_role_is_shown_once()
    {
        Api.Returns("/api/tokens/explain", Token(TokenHops.IdToken) with { Roles = ["Orders.Read", "Orders.Read"] });
        Api.Returns("/api/tokens", Inspections.Tokens([]));

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-copy='Orders.Read']")));
    }

    private TokenView Token(string hop) => new(
        hop, $"The {hop} token", "What it is for.", "audience", ["scope"], [],
        Time.GetUtcNow().AddMinutes(-30), Time.GetUtcNow().AddMinutes(30), [new TokenClaim("aud", "audience", "The audience.")]);
}
