using AngleSharp.Dom;
using Bunit;
using Portal.Components.Audit;
using Portal.Components.Changes;
using Portal.Components.Consents;
using Portal.Components.Roles;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;

namespace Portal.Tests.Components.Audit;

/// <summary>The audit log on its pages, and undoing its changes.</summary>
public sealed class AuditLogPanelTests : ComponentTest
{
    private const string LogPath = "/api/admin/audit?what=role";
    private const string Roles = "/api/admin/roles/AppB";
    private const string Consents = "/api/admin/consents";

    private static readonly AuditEntryReference ByCarol = new(14, DateTimeOffset.UnixEpoch, "carol@contoso.example");
    private static readonly ConsentParty Portal = new("22222222-0000-4000-8000-000000000001", "Portal", "client-1");
    private static readonly ConsentParty AppB = new("33333333-0000-4000-8000-000000000001", "AppB", "client-2");

    public AuditLogPanelTests()
    {
        User.SetRoles("Portal.Admin");
        Api.Returns("/api/views", Samples.Catalog);
        Api.Returns(Roles, new ApiRoles("AppB", "AppB", AssignmentRequired: false, []));
        Api.Returns($"{Roles}/assignments", new RoleHolders([], 0, null));
        Api.Returns(Consents, new ConsentList(Portal, [new ConsentApi(AppB, [], "AppB")], [], [], null, null));
    }

    [Fact]
    public void Undoable_change_links_to_its_preview()
    {
        Api.Returns(LogPath, Page(Row(12, new AuditUndo(UndoStates.Open, "AppB", InRun: 3))));

        var log = RenderLog();

        log.WaitForAssertion(() => Assert.Contains("/admin/roles/AppB?undo=12", log.Addresses()));
        OpenRows(log);
        Assert.Contains("/admin/roles/AppB?undo=12&run=true", log.Addresses());
    }

    [Theory]
    [InlineData(UndoStates.Undone, "Undone by carol@contoso.example")]
    [InlineData(UndoStates.NotKept, "Recorded before undo was supported")]
    [InlineData(UndoStates.Untrusted, "Undo is not available: the audit log is broken")]
    public void Change_that_cannot_be_undone_shows_why(string state, string expected)
    {
        Api.Returns(LogPath, Page(Row(12, new AuditUndo(state, "AppB", ByCarol, InRun: 2))));

        var log = RenderLog();

        log.WaitForAssertion(() => Assert.Single(Rows(log)));
        OpenRows(log);
        Assert.Contains(expected, TextOf(log));
        Assert.DoesNotContain(log.Addresses(), address => address.Contains("undo=", StringComparison.Ordinal));
    }

    [Fact]
    public void Failed_change_has_no_undo_and_an_undo_names_its_row()
    {
        Api.Returns(LogPath, Page(
            Row(14, new AuditUndo(UndoStates.Changed, "AppB", ByCarol, InRun: 1, Undoes: [12])),
            Row(13, undo: null) with { Outcome = "refused: consent_required" }));

        var log = RenderLog();

        log.WaitForAssertion(() => Assert.Equal(2, Rows(log).Count));
        OpenRows(log);
        Assert.Contains("Undoes entry 12", TextOf(log));
        Assert.Contains("consent_required", TextOf(log));
        Assert.Equal(["/admin/roles/AppB?undo=14"], log.Addresses());
    }

    [Fact]
    public void Change_is_one_line_with_what_was_changed_and_for_whom()
    {
        Api.Returns(LogPath, Page(
            Row(14),
            Row(13) with { Outcome = AuditOutcomes.Intended },
            Row(12) with { Outcome = AuditOutcomes.Intended, IsInterrupted = true }));

        var log = RenderLog();

        log.WaitForAssertion(() => Assert.Equal(["done", AuditOutcomes.Intended], Rows(log).Select(r => r.GetAttribute("data-outcome"))));
        Assert.Equal("AppB / Orders.Read", Cell(".audit__object"));
        Assert.Equal(("Erin", "carol"), (Cell(".audit__whom"), Cell(".audit__who")));
        OpenRows(log);
        Assert.Contains("14, announced as entry 13", TextOf(log));

        string Cell(string part) => Rows(log)[0].QuerySelector(part)!.Text();
    }

    [Theory]
    [InlineData("Portal -> AppB, everyone", "Portal → AppB", "everyone")]
    [InlineData("Portal -> AppB, Doe, Jane", "Portal → AppB", "Doe, Jane")]
    [InlineData("a record of an older version", "a record of an older version", "User Erin (p1)")]
    public void Consent_names_the_app_the_api_and_for_whom(string target, string what, string whom)
    {
        var line = new AuditLine(Row(1) with { Action = "consent.grant", Target = target });

        Assert.Equal((what, whom), line.Subject());
    }

    [Fact]
    public void Filter_is_kept_in_the_address()
    {
        Api.Returns(LogPath, Page(Row(12)));
        Api.Returns("/api/admin/audit?what=role&ended=made", Page(Row(12)) with { Total = 5 });
        Api.Returns("/api/admin/audit", Page() with { Matching = 0, Total = 5 });
        var log = RenderLog();
        log.WaitForAssertion(() => Assert.Single(Rows(log)));

        log.ByLabel(AuditLogFilter.OutcomeLabel).Change(AuditOutcomeKinds.Done);

        log.WaitForAssertion(() => Assert.Contains("1 of 1 entries shown, 5 in the audit log.", TextOf(log)));
        Assert.EndsWith("?what=role&ended=made", Navigation.Uri, StringComparison.Ordinal);
        log.ByRole("button", AuditLogFilter.ShowAllLabel).Click();
        log.WaitForAssertion(() => Assert.Contains("No matching entries", TextOf(log)));
        Assert.EndsWith("?what=", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_with_a_filter_opens_the_audit_log()
    {
        Navigation.NavigateTo("/admin/roles/AppB?by=carol&whom=erin");
        Api.Returns("/api/admin/audit?who=carol&what=role&whom=erin", Page(Row(12)));

        var log = Render<AuditLogPanel>(parameters => parameters.Add(p => p.About, AuditActions.Roles));

        log.WaitForAssertion(() => Assert.Single(Rows(log)));
        Assert.True(log.Find("details").HasAttribute("open"));
    }

    [Fact]
    public void Older_rows_can_be_loaded()
    {
        Api.Returns(LogPath, Page(Row(12)) with { Matching = 2, Next = "12" });
        Api.Returns($"{LogPath}&next=12", Page(Row(11)) with { Matching = 2 });
        var log = RenderLog();
        log.WaitForAssertion(() => log.ByRole("button", AuditLogPanel.OlderLabel).Click());

        log.WaitForAssertion(() => Assert.Equal(2, Rows(log).Count));
        Assert.Empty(log.AllByRole("button", AuditLogPanel.OlderLabel));
    }

    [Fact]
    public void Undo_of_a_role_change_is_previewed_from_the_address()
    {
        var change = new RoleChange(RoleActions.Remove, "p1", "r1");
        Api.Returns("/api/admin/audit/12/undo", Plan(Row(12)) with { Api = "AppB", Roles = [change] });
        Api.Returns($"{Roles}/preview", new RolePreview([new PlannedRoleChange(
            change,
            new Principal("p1", PrincipalKinds.User, "Erin", null),
            "Orders.Read",
            RoleEffects.Loses,
            "Erin loses it.")]));

        var page = RenderRoles("?undo=12");

        page.WaitForAssertion(() => Assert.Contains("Erin loses it.", TextOf(page)));
        Assert.Contains("Undo entry 12", TextOf(page));
        Assert.DoesNotContain("(p1)", TextOf(page));
        Assert.NotNull(page.ByRole("button", ChangeText.ApplyLabel(1)));
    }

    [Fact]
    public void Undo_of_a_run_reports_skipped_changes()
    {
        Api.Returns("/api/admin/audit/12/undo?whole=true", Plan(Row(12)) with
        {
            Api = "AppB",
            Roles = [new RoleChange(RoleActions.Remove, "p1", "r1")],
            Skipped = [Row(13, new AuditUndo(UndoStates.Undone, "AppB", ByCarol))],
        });
        Api.Returns($"{Roles}/preview", new RolePreview([]));

        var page = RenderRoles("?undo=12&run=true");

        page.WaitForAssertion(
            () => Assert.Contains("One of these changes was undone already and is left out.", TextOf(page)));
    }

    [Fact]
    public void Undone_change_has_nothing_to_undo()
    {
        Api.Returns("/api/admin/audit/12/undo", Plan(Row(12, new AuditUndo(UndoStates.Undone, "AppB", ByCarol))));

        var page = RenderRoles("?undo=12");

        page.WaitForAssertion(() => Assert.Contains("/admin/roles/AppB#audit-log", page.Addresses()));
        Assert.Contains(ByCarol.ActorName, TextOf(page));
        Assert.DoesNotContain($"{Roles}/preview", Api.Requests);
    }

    [Fact]
    public void Row_of_another_page_links_to_that_page()
    {
        Api.Returns(
            "/api/admin/audit/12/undo",
            Plan(Row(12)) with { Consents = [new ConsentChange("c", "r", null, [], ["a"])] });

        var page = RenderRoles("?undo=12");

        page.WaitForAssertion(() => Assert.Contains("/admin/consents?undo=12", page.Addresses()));
    }

    [Theory]
    [InlineData("?undo=x")]
    [InlineData("?undo=-1&run=perhaps")]
    public void Invalid_row_in_the_address_is_ignored(string query)
    {
        var page = RenderRoles(query);

        page.WaitForAssertion(() => Assert.Contains($"{Roles}/assignments", Api.Requests));
        Assert.DoesNotContain(Api.Requests, r => r.Contains("/audit/", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_row_is_reported()
    {
        Api.Refuses("/api/admin/audit/12/undo", new ApiProblem(ProblemCodes.NotFound, 404, "Not found"));

        var page = RenderRoles("?undo=12");

        page.WaitForAssertion(() => Assert.Contains("The audit log has no entry 12", TextOf(page)));
    }

    [Fact]
    public void Undo_of_a_consent_is_previewed_and_reloads_the_audit_log()
    {
        var step = new ConsentChange(Portal.Id, AppB.Id, null, [], ["read"]);
        var planned = new PlannedConsentChange(
            step, Portal, AppB, null, ChangeStates.Ready, ["read"], ["It ends."]);
        Api.Returns("/api/admin/audit/12/undo", Plan(Row(12)) with { Consents = [step] });
        Api.Returns($"{Consents}/preview", new ConsentPreview([planned]));
        Api.Returns(
            $"{Consents}/changes", new ConsentOutcomes([new ConsentOutcome(step, ChangeStates.Done, [])]));
        Api.Returns("/api/admin/audit?what=consent", Page(Row(12)));
        Navigation.NavigateTo("/admin/consents?undo=12");
        var page = Render<ConsentsPage>();
        page.WaitForAssertion(() => Assert.Contains("It ends.", TextOf(page)));
        page.Find($"#{AuditLogAddress.Anchor}").TriggerEvent("ontoggle", EventArgs.Empty);

        page.ByRole("button", ChangeText.ApplyLabel(1)).Click();

        page.WaitForAssertion(() => Assert.Equal(2, Api.Requests.Count(r => r == "/api/admin/audit?what=consent")));
    }

    [Fact]
    public void Undo_of_a_consent_warns_about_a_deleted_app()
    {
        var step = new ConsentChange(Portal.Id, AppB.Id, null, ["read"], []);
        Api.Returns("/api/admin/audit/12/undo", Plan(Row(12)) with { Consents = [step] });
        Api.Returns($"{Consents}/preview", new ConsentPreview(
            [
                new PlannedConsentChange(
                    step,
                    Portal with { Name = "Deleted", Detail = null },
                    AppB,
                    null,
                    ChangeStates.Ready,
                    [],
                    []),
            ]));
        Navigation.NavigateTo("/admin/consents?undo=12");

        var page = Render<ConsentsPage>();

        page.WaitForAssertion(() => Assert.Contains("The app was not found in the directory.", TextOf(page)));
    }

    private static AuditEntry Row(long number, AuditUndo? undo = null) => new(
        number, DateTimeOffset.UnixEpoch, "oid", "carol", "role.assign", "AppB / Orders.Read", "User Erin (p1)", "done",
        "abc", undo);

    private static AuditPage Page(params AuditEntry[] rows) => new(rows, rows.Length, rows.Length, null, null);

    private static UndoPlan Plan(AuditEntry row) => new(row, null, [], [], []);

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<AuditLogPanel> log) => log.FindAll("tr[data-outcome]");

    private static void OpenRows(IRenderedComponent<AuditLogPanel> log)
    {
        while (log.FindAll("[data-outcome] .row-toggle[aria-expanded=false]") is [var row, ..])
            row.Click();
    }

    private IRenderedComponent<AuditLogPanel> RenderLog()
    {
        var log = Render<AuditLogPanel>(parameters => parameters.Add(p => p.About, AuditActions.Roles));
        log.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        return log;
    }

    private IRenderedComponent<RolesPage> RenderRoles(string query)
    {
        Navigation.NavigateTo($"/admin/roles/AppB{query}");
        return Render<RolesPage>(parameters => parameters.Add(p => p.Api, "AppB"));
    }
}
