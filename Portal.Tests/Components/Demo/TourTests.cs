using Bunit;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Demo;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Demo;

namespace Portal.Tests.Components.Demo;

/// <summary>The steps of guided tours, and the card that shows them.</summary>
public sealed class TourTests : ComponentTest
{
    [Fact]
    public void Tours_use_accounts_and_scenarios_that_exist()
    {
        var accounts = TenantSeed.Load().Users.Select(u => u.UserName).ToList();
        var steps = DemoTours.All.SelectMany(t => t.Steps).ToList();

        Assert.All(DemoTours.All, t => Assert.Contains(t.Persona, accounts));
        Assert.All(steps.Where(s => s.As is not null), s => Assert.Contains(s.As, accounts));
        Assert.All(
            steps.Select(s => s.Action).OfType<TourAction.Play>(),
            p => Assert.Contains(DemoScenarios.Offered, s => s.Name == p.Scenario));
        Assert.Equal(DemoTours.All.Count, DemoTours.All.DistinctBy(t => t.Name).Count());
    }

    [Theory]
    [InlineData("bobs-403.5", "bobs-403.5")]
    [InlineData("bobs-403.6", null)]
    [InlineData("bobs-403.0", null)]
    [InlineData("bobs-403.-1", null)]
    [InlineData("bobs-403", null)]
    [InlineData("nobody.1", null)]
    [InlineData("a.b.1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Position_is_read_from_the_cookie(string? cookie, string? expected) =>
        Assert.Equal(expected, TourPosition.Parse(cookie)?.ToString());

    [Theory]
    [InlineData("/tours/bobs-403", "bobs-403.1")]
    [InlineData("/tours/bobs-403/2", "bobs-403.2")]
    [InlineData("/tours/bobs-403/9", null)]
    [InlineData("/data/AppB/orders", null)]
    [InlineData("/", null)]
    public void Position_is_read_from_an_address(string path, string? expected) =>
        Assert.Equal(expected, TourPosition.InPath(path)?.ToString());

    [Fact]
    public void First_step_has_no_way_back_and_signs_in_for_the_second()
    {
        var card = RenderAt("bobs-403", 1);

        Assert.Null(card.QuerySelector("[data-tour-back]"));
        Assert.Equal(
            SessionRoutes.SignInAs("bob@contoso.example", "/tours/bobs-403/2"),
            card.QuerySelector("[data-tour-do]")!.GetAttribute("href"));
        Assert.Equal("tours/bobs-403/2", card.QuerySelector("[data-tour-next]")!.GetAttribute("href"));
    }

    [Fact]
    public void Step_of_another_account_first_signs_in_and_points_at_nothing()
    {
        var card = RenderAt("bobs-403", 3);

        Assert.Equal(
            SessionRoutes.SignInAs("bob@contoso.example", "/tours/bobs-403/3"),
            card.QuerySelector("[data-tour-do]")!.GetAttribute("href"));
        Assert.False(card.HasAttribute("target"));
    }

    [Fact]
    public void Scenario_of_a_step_is_played_once()
    {
        Api.Returns("/api/demo/scenes/roll-over", new DemoState(0, [], [], [], [], []));
        var card = RenderAt("key-rollover", 3);

        card.QuerySelector("[data-tour-do]")!.Click();
        card = Find();

        Assert.Equal(TourCard.DoneLabel, card.QuerySelector("[data-tour-do]")!.TextContent);
        card.QuerySelector("[data-tour-do]")!.Click();
        Assert.Single(Api.Requests, "/api/demo/scenes/roll-over");

        AngleSharp.Dom.IElement Find() => _card!.WaitForElement("tour-guide:has([aria-disabled])");
    }

    [Fact]
    public void Last_step_finishes_the_tour()
    {
        var card = RenderAt("key-rollover", 5);

        Assert.Null(card.QuerySelector("[data-tour-next]"));
        Assert.Contains(card.QuerySelectorAll("[data-tour-end]"), b => b.TextContent == TourCard.FinishLabel);
    }

    [Fact]
    public void Ended_tour_can_be_started_again_at_the_same_step()
    {
        RenderAt("bobs-403", 2).QuerySelector("[data-tour-end]")!.Click();
        _card!.WaitForAssertion(() => Assert.Empty(_card!.FindAll("tour-guide")));

        Services.GetRequiredService<DemoStage>().Show(TourPosition.Find("bobs-403", 2)!);

        Assert.Equal("bobs-403.2", _card!.WaitForElement("tour-guide").GetAttribute("position"));
    }

    [Fact]
    public void Scenario_of_a_step_can_be_played_again_after_everything_was_put_back()
    {
        var clean = new DemoState(0, [], [], [], [], []);
        Api.Returns("/api/demo/scenes/roll-over", clean with { Changes = [new(DemoChangeKinds.RoleAssigned, "bob", "AppB")] });
        Api.Returns("/api/demo/put-back", clean);
        RenderAt("key-rollover", 3).QuerySelector("[data-tour-do]")!.Click();
        _card!.WaitForElement("tour-guide:has([aria-disabled])");

        _card!.WaitForElement("[data-put-back]").Click();

        _card!.WaitForAssertion(() => Assert.Equal(TourCard.DoLabel, _card!.Find("[data-tour-do]").TextContent));
    }

    [Fact]
    public void Failure_to_put_back_is_shown()
    {
        Api.Returns("/api/demo/scenes/roll-over", new DemoState(60, [], [], [], [], []));
        Api.Refuses("/api/demo/put-back", new ApiProblem(
            ProblemCodes.AuthorityUnavailable, 502, "The emulator could not complete the request", "It cannot be reached."));
        RenderAt("key-rollover", 3).QuerySelector("[data-tour-do]")!.Click();

        _card!.WaitForElement("[data-put-back]").Click();

        Assert.Equal("The emulator could not complete the request", _card!.WaitForElement("[role=alert]").TextContent);
    }

    private IRenderedComponent<TourCard>? _card;

    private AngleSharp.Dom.IElement RenderAt(string tour, int number)
    {
        Services.GetRequiredService<DemoStage>().Show(TourPosition.Find(tour, number)!);
        _card = Render<TourCard>(p => p.Add(
            c => c.User,
            new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(
                [new("preferred_username", "alice@contoso.example")], "test"))));
        return _card.Find("tour-guide");
    }
}
