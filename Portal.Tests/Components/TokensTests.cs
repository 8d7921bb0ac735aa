using Bunit;
using Portal.Components.Pages;
using Portal.Components.Shared;
using Portal.Contracts;

namespace Portal.Tests.Components;

public sealed class TokensTests : ComponentTest
{
    [Fact]
    public void Each_hop_has_its_card_at_its_anchor()
    {
        Api.Answers("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Answers("/api/tokens", new TokenReport([Token(TokenHops.Portal), Token("AppB")], []));

        var page = Render<Tokens>();

        page.WaitForAssertion(() => Assert.Equal(
            [TokenHops.IdToken, TokenHops.Portal, "AppB"], page.FindAll("section[id]").Select(s => s.Id!)));
        Assert.Contains(ChipList.NoRoles, TextOf(page));
    }

    [Fact]
    public void A_lifetime_runs_down_and_ends_in_words()
    {
        Api.Answers("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Answers("/api/tokens", new TokenReport([], []));
        var page = Render<Tokens>();
        page.WaitForAssertion(() => Assert.Contains("Expires in 30 minutes", TextOf(page)));

        Time.Advance(TimeSpan.FromMinutes(31));

        page.WaitForAssertion(() => Assert.Contains("Expired 1 minute ago", TextOf(page)));
    }

    [Fact]
    public void A_hop_without_a_token_says_why_and_offers_consent_once()
    {
        Api.Answers("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Answers("/api/tokens", new TokenReport(
            [Token("AppB") with { Problem = Samples.ConsentRequired }],
            [new ApiConsent("AppB", ["access_as_user"], ConsentStatus.NotGranted, "Nobody agreed yet.")]));

        var page = Render<Tokens>();

        page.WaitForAssertion(() => Assert.Single(page.Addresses(), SessionRoutes.Consent("AppB", "/")));
        Assert.Contains("Consent not granted", TextOf(page));
    }

    [Fact]
    public void The_id_token_is_shown_when_the_rest_cannot_be()
    {
        Api.Answers("/api/tokens/explain", Token(TokenHops.IdToken));
        Api.Refuses("/api/tokens", new ApiProblem(ProblemCodes.AuthorityUnavailable, 503, "No authority"));

        var page = Render<Tokens>();

        page.WaitForAssertion(() => Assert.Contains("No authority", TextOf(page)));
        Assert.Contains("The id_token token", TextOf(page));
    }

    [Fact]
    public void A_role_that_the_token_names_twice_is_shown_once()
    {
        Api.Answers("/api/tokens/explain", Token(TokenHops.IdToken) with { Roles = ["Orders.Read", "Orders.Read"] });
        Api.Answers("/api/tokens", new TokenReport([], []));

        var page = Render<Tokens>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-copy='Orders.Read']")));
    }

    private TokenView Token(string hop) => new(
        hop, $"The {hop} token", "What it is for.", "audience", ["scope"], [],
        Time.GetUtcNow().AddMinutes(-30), Time.GetUtcNow().AddMinutes(30), [new TokenClaim("aud", "audience", "Whom it is for.")]);
}
