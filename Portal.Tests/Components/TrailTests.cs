using AngleSharp.Dom;
using Bunit;
using Portal.Components.Grants;
using Portal.Components.Roles;
using Portal.Components.Trail;
using Portal.Contracts;
using ConsentsPage = Portal.Components.Pages.Consents;
using RolesPage = Portal.Components.Pages.Roles;

namespace Portal.Tests.Components;

/// <summary>The audit trail on its pages, and what its rows offer.</summary>
public sealed class TrailTests : ComponentTest
{
    private const string Trail = "/api/admin/audit?what=role";
    private const string Roles = "/api/admin/roles/AppB";
    private const string Consents = "/api/admin/consents";

    private static readonly AuditMark ByCarol = new(14, DateTimeOffset.UnixEpoch, "carol@contoso.example");
    private static readonly GrantParty Portal = new("22222222-0000-4000-8000-000000000001", "Portal", "client-1");
    private static readonly GrantParty AppB = new("33333333-0000-4000-8000-000000000001", "AppB", "client-2");

    public TrailTests()
    {
        User.SetRoles("Portal.Admin");
        Api.Answers("/api/views", Samples.Catalog);
        Api.Answers(Roles, new ApiRoles("AppB", "AppB", AssignmentRequired: false, []));
        Api.Answers($"{Roles}/assignments", new RoleHolders([], 0, null));
        Api.Answers(Consents, new GrantList(Portal, [new GrantApi(AppB, [], "AppB")], [], [], null, null));
    }

    [Fact]
    public void Change_that_can_be_taken_back_leads_to_its_dry_run_and_so_does_its_run()
    {
        Api.Answers(Trail, Page(Row(12, new AuditUndo(UndoStates.Open, "AppB", InRun: 3))));

        var trail = RenderTrail();

        trail.WaitForAssertion(() => Assert.Contains("/admin/roles/AppB?undo=12", trail.Addresses()));
        Assert.Contains("/admin/roles/AppB?undo=12&run=true", trail.Addresses());
    }

    [Theory]
    [InlineData(UndoStates.Undone, "Undone by carol@contoso.example")]
    [InlineData(UndoStates.NotKept, "Written before rows held what undoing takes")]
    [InlineData(UndoStates.Untrusted, "Not offered: the trail is broken here or before")]
    public void What_cannot_be_taken_back_says_why(string state, string words)
    {
        Api.Answers(Trail, Page(Row(12, new AuditUndo(state, "AppB", ByCarol, InRun: 2))));

        var trail = RenderTrail();

        trail.WaitForAssertion(() => Assert.Contains(words, TextOf(trail)));
        Assert.DoesNotContain(trail.Addresses(), address => address.Contains("undo=", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_not_made_offers_nothing_and_what_undid_says_so()
    {
        Api.Answers(Trail, Page(
            Row(14, new AuditUndo(UndoStates.Changed, "AppB", ByCarol, InRun: 1, TakesBack: [12])),
            Row(13, undo: null) with { Outcome = "refused: consent_required" }));

        var trail = RenderTrail();

        trail.WaitForAssertion(() => Assert.Equal(2, Rows(trail).Count));
        Assert.Contains("It undid row 12", TextOf(trail));
        Assert.Contains("consent_required", TextOf(trail));
        Assert.Equal(["/admin/roles/AppB?undo=14"], trail.Addresses());
    }

    [Fact]
    public void Filter_is_an_address_and_everything_is_one_too()
    {
        Api.Answers(Trail, Page(Row(12)));
        Api.Answers("/api/admin/audit?what=role&ended=made", Page(Row(12)) with { Total = 5 });
        Api.Answers("/api/admin/audit", Page() with { Fitting = 0, Total = 5 });
        var trail = RenderTrail();
        trail.WaitForAssertion(() => Assert.Single(Rows(trail)));

        trail.ByLabel(TrailFilter.EndedLabel).Change(AuditEnds.Made);

        trail.WaitForAssertion(() => Assert.Contains("1 of 1 rows shown; the trail has 5.", TextOf(trail)));
        Assert.EndsWith("?what=role&ended=made", Navigation.Uri, StringComparison.Ordinal);
        trail.ByRole("button", TrailFilter.EverythingLabel).Click();
        trail.WaitForAssertion(() => Assert.Contains("No such row", TextOf(trail)));
        Assert.EndsWith("?what=", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_with_a_filter_opens_the_trail()
    {
        Navigation.NavigateTo("/admin/roles/AppB?by=carol&whom=erin");
        Api.Answers("/api/admin/audit?who=carol&what=role&whom=erin", Page(Row(12)));

        var trail = Render<AuditTrail>(parameters => parameters.Add(p => p.About, AuditActions.Roles));

        trail.WaitForAssertion(() => Assert.Single(Rows(trail)));
        Assert.True(trail.Find("details").HasAttribute("open"));
    }

    [Fact]
    public void Older_rows_are_added()
    {
        Api.Answers(Trail, Page(Row(12)) with { Fitting = 2, Next = "12" });
        Api.Answers($"{Trail}&next=12", Page(Row(11)) with { Fitting = 2 });
        var trail = RenderTrail();
        trail.WaitForAssertion(() => trail.ByRole("button", AuditTrail.OlderLabel).Click());

        trail.WaitForAssertion(() => Assert.Equal(2, Rows(trail).Count));
        Assert.Empty(trail.AllByRole("button", AuditTrail.OlderLabel));
    }

    [Fact]
    public void Role_is_dry_run_the_other_way_round_from_the_address_alone()
    {
        var change = new RoleChange(RoleActions.Remove, "p1", "r1");
        Api.Answers("/api/admin/audit/12/undo", Plan(Row(12)) with { Api = "AppB", Roles = [change] });
        Api.Answers($"{Roles}/preview", new RolePreview([new PlannedChange(
            change, new Principal("p1", PrincipalKinds.User, "Erin", null), "Orders.Read", RoleEffects.Loses, "Erin loses it.")]));

        var page = RenderRoles("?undo=12");

        page.WaitForAssertion(() => Assert.Contains("Erin loses it.", TextOf(page)));
        Assert.Contains("Undo row 12", TextOf(page));
        Assert.NotNull(page.ByRole("button", PlanPanel.ApplyLabel(1)));
    }

    [Fact]
    public void Run_is_asked_for_as_one_and_says_what_is_left_out()
    {
        Api.Answers("/api/admin/audit/12/undo?whole=true", Plan(Row(12)) with
        {
            Api = "AppB",
            Roles = [new RoleChange(RoleActions.Remove, "p1", "r1")],
            LeftOut = [Row(13, new AuditUndo(UndoStates.Undone, "AppB", ByCarol))],
        });
        Api.Answers($"{Roles}/preview", new RolePreview([]));

        var page = RenderRoles("?undo=12&run=true");

        page.WaitForAssertion(() => Assert.Contains("One change of the run was undone already, and is left out.", TextOf(page)));
    }

    [Fact]
    public void Nothing_to_undo_says_what_happened_instead()
    {
        Api.Answers("/api/admin/audit/12/undo", Plan(Row(12, new AuditUndo(UndoStates.Undone, "AppB", ByCarol))));

        var page = RenderRoles("?undo=12");

        page.WaitForAssertion(() => Assert.Contains("/admin/roles/AppB#audit-trail", page.Addresses()));
        Assert.Contains(ByCarol.ActorName, TextOf(page));
        Assert.DoesNotContain($"{Roles}/preview", Api.Requests);
    }

    [Fact]
    public void Row_of_another_page_leads_there()
    {
        Api.Answers("/api/admin/audit/12/undo", Plan(Row(12)) with { Consents = [new GrantStep("c", "r", null, [], ["a"])] });

        var page = RenderRoles("?undo=12");

        page.WaitForAssertion(() => Assert.Contains("/admin/consents?undo=12", page.Addresses()));
    }

    [Theory]
    [InlineData("?undo=x")]
    [InlineData("?undo=-1&run=perhaps")]
    public void Address_that_names_no_row_is_the_page_as_it_is(string query)
    {
        var page = RenderRoles(query);

        page.WaitForAssertion(() => Assert.Contains($"{Roles}/assignments", Api.Requests));
        Assert.DoesNotContain(Api.Requests, r => r.Contains("/audit/", StringComparison.Ordinal));
    }

    [Fact]
    public void Row_that_there_is_not_is_said()
    {
        Api.Refuses("/api/admin/audit/12/undo", new ApiProblem(ProblemCodes.NotFound, 404, "Not found"));

        var page = RenderRoles("?undo=12");

        page.WaitForAssertion(() => Assert.Contains("The trail has no row 12", TextOf(page)));
    }

    [Fact]
    public void Consent_is_dry_run_the_other_way_round_and_the_trail_read_anew_once_it_is_applied()
    {
        var step = new GrantStep(Portal.Id, AppB.Id, null, [], ["read"]);
        var report = new GrantStepReport(step, Portal, AppB, null, GrantStates.Ready, ["read"], ["It ends."]);
        Api.Answers("/api/admin/audit/12/undo", Plan(Row(12)) with { Consents = [step] });
        Api.Answers($"{Consents}/preview", new GrantReport([report]));
        Api.Answers($"{Consents}/changes", new GrantReport([report with { State = GrantStates.Applied }]));
        Api.Answers("/api/admin/audit?what=consent", Page(Row(12)));
        Navigation.NavigateTo("/admin/consents?undo=12");
        var page = Render<ConsentsPage>();
        page.WaitForAssertion(() => Assert.Contains("It ends.", TextOf(page)));
        page.Find($"#{TrailAddress.Place}").TriggerEvent("ontoggle", EventArgs.Empty);

        page.ByRole("button", GrantChangePanel.ApplyLabel).Click();

        page.WaitForAssertion(() => Assert.Equal(2, Api.Requests.Count(r => r == "/api/admin/audit?what=consent")));
        Assert.EndsWith("/admin/consents", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Consent_for_an_app_that_is_gone_is_said_to_be_refused()
    {
        var step = new GrantStep(Portal.Id, AppB.Id, null, ["read"], []);
        Api.Answers("/api/admin/audit/12/undo", Plan(Row(12)) with { Consents = [step] });
        Api.Answers($"{Consents}/preview", new GrantReport(
            [new GrantStepReport(step, Portal with { Name = "Deleted", Detail = null }, AppB, null, GrantStates.Ready, [], [])]));
        Navigation.NavigateTo("/admin/consents?undo=12");

        var page = Render<ConsentsPage>();

        page.WaitForAssertion(() => Assert.Contains("The app no longer exists in the directory.", TextOf(page)));
    }

    private static AuditEntry Row(long number, AuditUndo? undo = null) => new(
        number, DateTimeOffset.UnixEpoch, "oid", "carol", "role.assign", "AppB / Orders.Read", "User Erin (p1)", "done", "abc", undo);

    private static AuditPage Page(params AuditEntry[] rows) => new(rows, rows.Length, rows.Length, null, null);

    private static UndoPlan Plan(AuditEntry row) => new(row, null, [], [], []);

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<AuditTrail> trail) => trail.AllByRole("listitem");

    private IRenderedComponent<AuditTrail> RenderTrail()
    {
        var trail = Render<AuditTrail>(parameters => parameters.Add(p => p.About, AuditActions.Roles));
        trail.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        return trail;
    }

    private IRenderedComponent<RolesPage> RenderRoles(string query)
    {
        Navigation.NavigateTo($"/admin/roles/AppB{query}");
        return Render<RolesPage>(parameters => parameters.Add(p => p.Api, "AppB"));
    }
}
