using Bunit;
using Portal.Components.Tokens;
using Portal.Contracts.AppOnly;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components.Tokens;

/// <summary>The app-only token on the token page, as a card and in the comparison; requested on demand.</summary>
public sealed class AppOnlyTokenTests : ComponentTest
{
    private const string Address = "/api/application/AppB";

    public AppOnlyTokenTests()
    {
        Api.Returns("/api/tokens/explain", View(TokenHops.IdToken));
        Api.Returns("/api/tokens", Inspections.Tokens([View(TokenHops.Portal), View("AppB")], Inspections.AppB(Inspections.Allowed)));
        Api.Returns(Address, new AppOnlyToken(View(TokenHops.OfApplication("AppB")), Inspections.AppB(Inspections.Allowed)));
        Api.Returns("/api/tokens/compare", new TokenDifferences([]));
    }

    [Fact]
    public void App_only_token_is_requested_on_click_only()
    {
        var page = Render<TokensPage>();
        page.WaitForAssertion(() => Assert.NotNull(page.ByRole("button", AppOnlyTokenCard.RequestLabel)));
        Assert.DoesNotContain(Address, Api.Requests);

        page.ByRole("button", AppOnlyTokenCard.RequestLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("The application:AppB token", TextOf(page)));
        Assert.Contains(Address, Api.Requests);
    }

    [Fact]
    public void Comparing_with_the_app_only_token_requests_it()
    {
        Navigation.NavigateTo("/tokens?left=AppB&right=application:AppB");

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Contains(Address, Api.Requests));
        page.WaitForAssertion(() => Assert.Contains("/api/tokens/compare", Api.Requests));
    }

    [Fact]
    public void Other_comparisons_offer_the_app_only_token_without_requesting_it()
    {
        Navigation.NavigateTo("/tokens?left=id_token&right=AppB");

        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Contains(
            page.ByLabel(TokenCompare.RightLabel).Children,
            o => o.GetAttribute("value") == TokenHops.OfApplication("AppB")));
        Assert.DoesNotContain(Address, Api.Requests);
    }

    [Fact]
    public void Refused_app_only_token_shows_its_problem()
    {
        Api.Refuses(Address, new ApiProblem(ProblemCodes.SettingsInvalid, 502, "The identity provider refused the portal itself", Api: "AppB"));
        var page = Render<TokensPage>();
        page.WaitForAssertion(() => Assert.NotNull(page.ByRole("button", AppOnlyTokenCard.RequestLabel)));

        page.ByRole("button", AppOnlyTokenCard.RequestLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("refused the portal itself", TextOf(page)));
    }

    private static TokenView View(string hop) => new(
        hop, $"The {hop} token", "What it is for.", "audience", [], [], null, null,
        [new TokenClaim("aud", "audience", "Whom it is for.")]);
}
