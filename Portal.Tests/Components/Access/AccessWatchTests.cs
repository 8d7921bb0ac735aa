using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Components.Access;
using Portal.Components.Data;
using Portal.Components.Diagnostics;
using Portal.Components.Layout;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Access;

/// <summary>An open page whose user's access changes.</summary>
public sealed class AccessWatchTests : ComponentTest
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(new AccessWatchOptions().Seconds);

    [Fact]
    public async Task Assigned_role_is_announced_within_a_minute()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));

        Api.Returns("/api/access/now", Report(["Orders.Read", "Orders.Write"]));
        Time.Advance(Interval);

        watch.WaitForAssertion(() => Assert.Contains("You now have the role Orders.Write on Orders API.", TextOf(watch)));
        Assert.Contains("New tokens were issued", TextOf(watch));
    }

    [Fact]
    public async Task Blocked_access_does_not_claim_a_new_token()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));
        var blocked = new ApiProblem(ProblemCodes.AccessBlocked, 403, "A policy blocks it", ErrorCode: "AADSTS53003");

        Api.Returns("/api/access/now", Report([], ApiAccessState.Refused, blocked));
        Time.Advance(Interval);

        watch.WaitForAssertion(() => Assert.Contains("No new token was issued for Orders API.", TextOf(watch)));
        Assert.DoesNotContain("New tokens were issued", TextOf(watch));
    }

    [Fact]
    public async Task Removed_roles_and_changed_scopes_are_announced()
    {
        var watch = await WatchAsync(Report(["Orders.Read", "Reports.Read"]));

        Api.Returns("/api/access/now", Report([], scope: "other"));
        Time.Advance(Interval);

        watch.WaitForAssertion(() => Assert.Contains("You no longer have the roles Orders.Read, Reports.Read on Orders API.", TextOf(watch)));
        Assert.Contains("The portal can now use the scope other of Orders API on your behalf.", TextOf(watch));
        Assert.Contains("The portal can no longer use the scope access_as_user of Orders API on your behalf.", TextOf(watch));
    }

    [Fact]
    public async Task Withdrawn_consent_is_announced()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));

        Api.Returns("/api/access/now", Report([], ApiAccessState.ConsentMissing, Samples.ConsentRequired));
        Time.Advance(Interval);

        watch.WaitForAssertion(() => Assert.Contains("The consent for Orders API was withdrawn", TextOf(watch)));
    }

    [Fact]
    public async Task Unchanged_access_and_failed_checks_are_not_announced()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));
        var away = new ApiProblem(ProblemCodes.AuthorityUnavailable, 503, "Away");

        Api.Returns("/api/access/now", Report([], ApiAccessState.Unreachable, away));
        Time.Advance(Interval);
        watch.WaitForAssertion(() => Assert.Equal(1, CheckCount()));
        Api.Refuses("/api/access/now", away);
        Time.Advance(Interval);
        watch.WaitForAssertion(() => Assert.Equal(2, CheckCount()));
        Api.Returns("/api/access/now", Report(["Orders.Read"]));
        Time.Advance(Interval);

        watch.WaitForAssertion(() => Assert.Equal(3, CheckCount()));
        Assert.Equal("", Notice(watch));
    }

    [Fact]
    public async Task Check_that_is_due_during_another_follows_it_at_once()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));
        var first = Api.Delays("/api/access/now");
        Time.Advance(Interval);
        watch.WaitForAssertion(() => Assert.Equal(1, CheckCount()));

        Time.Advance(Interval);
        await watch.InvokeAsync(() => { });
        Api.Returns("/api/access/now", Report(["Orders.Read", "Orders.Write"]));
        first.Complete(Report(["Orders.Read"]));

        watch.WaitForAssertion(() => Assert.Contains("You now have the role Orders.Write", Notice(watch)));
        Assert.Equal(2, CheckCount());
    }

    [Fact]
    public async Task Notice_can_be_dismissed()
    {
        var watch = await WatchAsync(Report(["Orders.Read"]));
        Api.Returns("/api/access/now", Report([]));
        Time.Advance(Interval);
        watch.WaitForAssertion(() => Assert.NotEqual("", Notice(watch)));

        watch.Find("button").Click();

        Assert.Equal("", Notice(watch));
    }

    [Fact]
    public async Task Refused_page_reloads_once_access_is_granted()
    {
        const string rows = "/api/data/AppB/orders";
        Api.Returns("/api/views", Samples.Catalog);
        Api.Refuses(rows, Samples.RoleMissing);
        await WatchAsync(Report([], ApiAccessState.RoleMissing));
        var page = Render<DataPage>(parameters => parameters.Add(p => p.Api, "AppB").Add(p => p.View, "orders"));
        page.WaitForAssertion(() => Assert.Single(page.AllByRole("alert")));

        Api.Returns(rows, Samples.Page(1, 1));
        Api.Returns("/api/access/now", Report(["Orders.Read"]));
        Time.Advance(Interval);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
    }

    [Fact]
    public async Task BLZ_08_a_removed_administrator_loses_the_pages_for_administrators_within_a_minute()
    {
        User.SetRoles(PortalPolicies.AdminRole);
        var watch = await WatchAsync(Report(["Orders.Read"]) with { IsAdministrator = true });
        Api.Returns("/api/views", Samples.Catalog);
        Api.Returns("/api/setup?seen=http://localhost/", new DiagnosticsReport([], Inspections.Stamp, 1));
        var panel = Render<NavigationPanel>();
        var page = Render<DiagnosticsPage>();
        panel.WaitForAssertion(() => Assert.Contains("/admin/consents", panel.Addresses()));

        Api.Returns("/api/access/now", Report(["Orders.Read"]) with { IsAdministrator = false });
        Time.Advance(Interval);

        watch.WaitForAssertion(() => Assert.Contains("You are no longer an administrator", TextOf(watch)));
        panel.WaitForAssertion(() => Assert.DoesNotContain("/admin/consents", panel.Addresses()));
        AssertAdministratorsOnly(page);
    }

    [Fact]
    public async Task Administrator_who_cannot_be_checked_keeps_the_pages()
    {
        User.SetRoles(PortalPolicies.AdminRole);
        await WatchAsync(Report(["Orders.Read"]) with { IsAdministrator = true });
        Api.Returns("/api/views", Samples.Catalog);
        var panel = Render<NavigationPanel>();

        Api.Returns("/api/access/now", Report([]) with { IsAdministrator = null });
        Time.Advance(Interval);

        panel.WaitForAssertion(() => Assert.Equal(1, CheckCount()));
        Assert.Contains("/admin/consents", panel.Addresses());
    }

    [Fact]
    public async Task Zero_interval_disables_the_check()
    {
        Services.GetRequiredService<IOptions<AccessWatchOptions>>().Value.Seconds = 0;
        await WatchAsync(Report(["Orders.Read"]));

        Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(0, CheckCount());
    }

    private static string Notice(IRenderedComponent<AccessWatch> watch) => watch.ByRole("status").Text();

    private int CheckCount() => Api.Requests.Count(r => r == "/api/access/now");

    private async Task<IRenderedComponent<AccessWatch>> WatchAsync(AccessReport known)
    {
        Api.Returns("/api/access/summary", known);
        Api.Returns("/api/access/now", known);
        await Services.GetRequiredService<AccessSource>().GetAsync();
        return Render<AccessWatch>();
    }

    private static AccessReport Report(
        string[] roles,
        string state = ApiAccessState.Granted,
        ApiProblem? problem = null,
        string scope = "access_as_user") =>
        Inspections.Report(Inspections.AppB([], state, problem) with { Scopes = problem is null ? [scope] : [], Roles = roles });
}
