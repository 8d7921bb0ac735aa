using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Components.Layout;
using Portal.Components.Pages;
using Portal.Components.Shared;
using Portal.Contracts;

namespace Portal.Tests.Components;

/// <summary>A page that stays open while somebody else changes what its user may do.</summary>
public sealed class AccessWatchTests : ComponentTest
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(new AccessWatchOptions().Seconds);

    [Fact]
    public async Task Role_that_was_assigned_is_said_within_a_minute()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));

        Api.Answers("/api/access/now", Report(["Orders.Read", "Orders.Write"]));
        Time.Advance(Pause);

        watch.WaitForAssertion(() => Assert.Contains("On Orders API you now have the role Orders.Write.", TextOf(watch)));
    }

    [Fact]
    public async Task Role_that_was_taken_and_another_scope_are_said_too()
    {
        var watch = await WatchAsync(Report(["Orders.Read", "Reports.Read"]));

        Api.Answers("/api/access/now", Report([], scope: "other"));
        Time.Advance(Pause);

        watch.WaitForAssertion(() => Assert.Contains("you no longer have the roles Orders.Read, Reports.Read.", TextOf(watch)));
        Assert.Contains("The portal may now use the scope other of Orders API for you.", TextOf(watch));
        Assert.Contains("The portal may no longer use the scope access_as_user of Orders API for you.", TextOf(watch));
    }

    [Fact]
    public async Task Consent_that_was_withdrawn_is_said()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));

        Api.Answers("/api/access/now", Report([], ApiAccessState.ConsentMissing, Samples.ConsentRequired));
        Time.Advance(Pause);

        watch.WaitForAssertion(() => Assert.Contains("The consent for Orders API was withdrawn", TextOf(watch)));
    }

    [Fact]
    public async Task Nothing_is_said_while_nothing_changes_or_nobody_answers()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));
        var away = new ApiProblem(ProblemCodes.AuthorityUnavailable, 503, "Away");

        Api.Answers("/api/access/now", Report([], ApiAccessState.Unreachable, away));
        Time.Advance(Pause);
        watch.WaitForAssertion(() => Assert.Equal(1, Asked()));
        Api.Refuses("/api/access/now", away);
        Time.Advance(Pause);
        watch.WaitForAssertion(() => Assert.Equal(2, Asked()));
        Api.Answers("/api/access/now", Report(["Orders.Read"]));
        Time.Advance(Pause);

        watch.WaitForAssertion(() => Assert.Equal(3, Asked()));
        Assert.Equal("", Notice(watch));
    }

    [Fact]
    public async Task Note_can_be_put_away()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));
        Api.Answers("/api/access/now", Report([]));
        Time.Advance(Pause);
        watch.WaitForAssertion(() => Assert.NotEqual("", Notice(watch)));

        watch.Find("button").Click();

        Assert.Equal("", Notice(watch));
    }

    [Fact]
    public async Task Page_that_was_refused_loads_by_itself()
    {
        const string rows = "/api/data/AppB/orders?$count=true&$top=50";
        Api.Answers("/api/views", Samples.Catalog);
        Api.Refuses(rows, Samples.RoleMissing);
        await WatchAsync(Report([], ApiAccessState.RoleMissing));
        var page = Render<Data>(parameters => parameters.Add(p => p.Api, "AppB").Add(p => p.View, "orders"));
        page.WaitForAssertion(() => Assert.Single(page.AllByRole("alert")));

        Api.Answers(rows, Samples.Page(1, 1));
        Api.Answers("/api/access/now", Report(["Orders.Read"]));
        Time.Advance(Pause);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
    }

    [Fact]
    public async Task Setting_of_zero_asks_nobody()
    {
        Services.GetRequiredService<IOptions<AccessWatchOptions>>().Value.Seconds = 0;
        await WatchAsync(Report(["Orders.Read"]));

        Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(0, Asked());
    }

    private static string Notice(IRenderedComponent<AccessWatch> watch) => watch.ByRole("status").Text();

    private int Asked() => Api.Requests.Count(r => r == "/api/access/now");

    private async Task<IRenderedComponent<AccessWatch>> WatchAsync(AccessReport known)
    {
        Api.Answers("/api/access", known);
        Api.Answers("/api/access/now", known);
        await Services.GetRequiredService<AccessSource>().GetAsync();
        return Render<AccessWatch>();
    }

    private static AccessReport Report(
        string[] roles, string state = ApiAccessState.Granted, ApiProblem? problem = null, string scope = "access_as_user") =>
        new("alice", ["user_impersonation"], [new ApiAccess("AppB", "Orders API", state, problem is null ? [scope] : [], roles, [], problem)]);
}
