using Bunit;
using Portal.Components.Pages;
using Portal.Components.Tokens;
using Portal.Contracts;

namespace Portal.Tests.Components;

/// <summary>The app-only token on the token page: a card and a side of the comparison, once somebody asks.</summary>
public sealed class ApplicationTokenTests : ComponentTest
{
    private const string Address = "/api/application/AppB";

    public ApplicationTokenTests()
    {
        Api.Answers("/api/tokens/explain", View(TokenHops.IdToken));
        Api.Answers("/api/tokens", new TokenReport([View(TokenHops.Portal), View("AppB")], [], [Inspections.AppB(Inspections.Opens)]));
        Api.Answers(Address, new ApplicationToken(View(TokenHops.OfApplication("AppB")), Inspections.AppB(Inspections.Opens)));
        Api.Answers("/api/tokens/compare", new TokenDifferences([]));
    }

    [Fact]
    public void It_is_obtained_when_asked_for_and_not_before()
    {
        var page = Render<Tokens>();
        page.WaitForAssertion(() => Assert.NotNull(page.ByRole("button", ApplicationTokenCard.ObtainLabel)));
        Assert.DoesNotContain(Address, Api.Requests);

        page.ByRole("button", ApplicationTokenCard.ObtainLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("The application:AppB token", TextOf(page)));
        Assert.Contains(Address, Api.Requests);
    }

    [Fact]
    public void To_compare_with_it_is_to_ask_for_it()
    {
        Navigation.NavigateTo("/tokens?left=AppB&right=application:AppB");

        var page = Render<Tokens>();

        page.WaitForAssertion(() => Assert.Contains(Address, Api.Requests));
        page.WaitForAssertion(() => Assert.Contains("/api/tokens/compare", Api.Requests));
    }

    [Fact]
    public void Comparison_of_others_offers_it_and_does_not_obtain_it()
    {
        Navigation.NavigateTo("/tokens?left=id_token&right=AppB");

        var page = Render<Tokens>();

        page.WaitForAssertion(() => Assert.Contains(
            page.ByLabel(TokenCompare.RightLabel).Children, o => o.GetAttribute("value") == TokenHops.OfApplication("AppB")));
        Assert.DoesNotContain(Address, Api.Requests);
    }

    [Fact]
    public void Why_there_is_none_is_said_in_its_place()
    {
        Api.Refuses(Address, new ApiProblem(ProblemCodes.SettingsInvalid, 502, "The identity provider refused the portal itself", Api: "AppB"));
        var page = Render<Tokens>();
        page.WaitForAssertion(() => Assert.NotNull(page.ByRole("button", ApplicationTokenCard.ObtainLabel)));

        page.ByRole("button", ApplicationTokenCard.ObtainLabel).Click();

        page.WaitForAssertion(() => Assert.Contains("refused the portal itself", TextOf(page)));
    }

    private static TokenView View(string hop) => new(
        hop, $"The {hop} token", "What it is for.", "audience", [], [], null, null, [new TokenClaim("aud", "audience", "Whom it is for.")]);
}
