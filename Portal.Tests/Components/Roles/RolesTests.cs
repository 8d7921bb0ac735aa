using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Components.Audit;
using Portal.Components.Changes;
using Portal.Components.Roles;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;

namespace Portal.Tests.Components.Roles;

public sealed class RolesTests : ComponentTest
{
    private const string Root = "/api/admin/roles/AppB";
    private const string ReadId = "e0000000-0000-4000-8000-000000000301";
    private const string AliceId = "a0000000-0000-4000-8000-000000000001";
    private const string BobId = "a0000000-0000-4000-8000-000000000002";

    private static readonly OfferedRole Read = new(
        ReadId, "Orders.Read", "Order readers", "Read orders.", ["User"], IsEnabled: true);
    private static readonly OfferedRole Write = Read with { Id = "e0000000-0000-4000-8000-000000000302", Value = "Orders.Write" };
    private static readonly RoleHolder Alice = new("x1", ReadId, AliceId, PrincipalKinds.User, "Alice", null);
    private static readonly RoleHolder Bob = new("x2", ReadId, BobId, PrincipalKinds.User, "Bob", null);

    public RolesTests()
    {
        User.SetRoles("Portal.Admin");
        Api.Returns("/api/views", Samples.Catalog);
        Api.Returns(Root, new ApiRoles("AppB", "AppB", AssignmentRequired: false, [Read]));
        Api.Returns($"{Root}/assignments", new RoleHolders([Alice, Bob], 3, "more"));
    }

    [Fact]
    public void Next_page_adds_holders_without_duplicates()
    {
        Api.Returns(
            $"{Root}/assignments?next=more",
            new RoleHolders([Bob, Alice with { AssignmentId = "x3", Name = "Dave" }], 3, null));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Equal(2, Holders(page).Count));
        Assert.Contains("2 assignments shown of 3.", TextOf(page));

        Button(page, RoleAssignmentsPanel.MoreLabel).Click();

        page.WaitForAssertion(() => Assert.Equal(3, Holders(page).Count));
        Assert.Empty(page.AllByRole("button", RoleAssignmentsPanel.MoreLabel));
    }

    [Fact]
    public void Role_in_the_address_can_be_its_claim_value()
    {
        Api.Returns($"{Root}/assignments?role={ReadId}", new RoleHolders([Alice], 1, null));
        Navigation.NavigateTo("/admin/roles?role=Orders.Read");

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Single(Holders(page)));
    }

    [Theory]
    [InlineData("", "Alice Bob", "Orders.Read Orders.Write Orders.Read")]
    [InlineData("?group=role", "Orders.Read Orders.Write", "Alice Bob Alice")]
    public void Assignments_are_grouped_and_what_they_share_is_named_once(string query, string shared, string others)
    {
        Api.Returns(Root, new ApiRoles("AppB", "AppB", AssignmentRequired: false, [Read, Write]));
        Api.Returns(
            $"{Root}/assignments", new RoleHolders([Alice, Bob, Alice with { AssignmentId = "x4", RoleId = Write.Id }], 3, null));
        Navigation.NavigateTo("/admin/roles/AppB" + query);

        var page = RenderPage();

        page.WaitForAssertion(() => Assert.Equal(3, Holders(page).Count));
        Assert.Equal(shared.Split(' '), NamesIn(page, "tr:not(.again) td:nth-child(1)"));
        Assert.Equal(others.Split(' '), NamesIn(page, "td:nth-child(2)"));
    }

    [Fact]
    public void Open_group_shows_its_members_below_its_roles()
    {
        var group = Alice with { Kind = PrincipalKinds.Group, Name = "Readers" };
        Api.Returns($"{Root}/assignments", new RoleHolders([group], 1, null));
        Api.Returns($"/api/admin/groups/{AliceId}/members", new GroupMembers([new("m1", PrincipalKinds.User, "Dave", null)], 1, 0, null));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Single(Holders(page)));

        page.Find("tr[data-holder] .row-link").Click();

        page.WaitForAssertion(() => Assert.Contains("Dave", page.ByRole("group", MemberList.Label("Readers")).Text()));
    }

    [Fact]
    public void Removal_is_previewed_applied_retried_and_undone()
    {
        var first = new RoleChange(RoleActions.Remove, AliceId, ReadId, "x1");
        var second = first with { PrincipalId = BobId, PreviewedAssignment = "x2" };
        Api.Returns($"{Root}/preview", new RolePreview([Planned(first, "Alice"), Planned(second, "Bob")]));
        Api.Returns($"{Root}/changes", new RoleOutcomes(
        [
            new RoleOutcome(first, ChangeStates.Done, "Removed."),
            new RoleOutcome(second, ChangeStates.ChangedByOthers, "It was removed after the preview."),
        ]));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Equal(2, Holders(page).Count));
        Holders(page)[0].Change(true);
        Holders(page)[1].Change(true);

        Button(page, "Remove 2 assignments…").Click();
        Assert.Contains("change=remove", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Alice loses it.", TextOf(page)));
        Assert.DoesNotContain(Api.Requests, r => r.EndsWith("/changes", StringComparison.Ordinal));
        Button(page, ChangeText.ApplyLabel(2)).Click();

        page.WaitForAssertion(() => Assert.Contains(
            $"1 {ChangeText.State(ChangeStates.Done).Label}, 1 "
            + $"{ChangeText.State(ChangeStates.ChangedByOthers).Label}.",
            TextOf(page),
            StringComparison.OrdinalIgnoreCase));
        Assert.Single(page.FindAll($"li[data-outcome='{ChangeStates.Done}']"));
        Assert.Single(page.FindAll($"li[data-outcome='{ChangeStates.ChangedByOthers}']"));
        Assert.NotNull(Button(page, ChangeText.RetryLabel(1)));
        Assert.NotNull(Button(page, ChangeText.UndoLabel(1)));
    }

    [Fact]
    public async Task Closing_the_page_cancels_the_changes_that_are_being_applied()
    {
        var change = new RoleChange(RoleActions.Remove, AliceId, ReadId, "x1");
        Api.Returns($"{Root}/preview", new RolePreview([Planned(change, "Alice")]));
        var applying = Api.Delays($"{Root}/changes");
        Navigation.NavigateTo(RolesAddress.Of("AppB", changes: [change]));
        var page = RenderPage();
        page.WaitForAssertion(() => Button(page, ChangeText.ApplyLabel(1)).Click());
        page.WaitForAssertion(() => Assert.Contains($"{Root}/changes", Api.Requests));

        await DisposeComponentsAsync();

        Assert.True(applying.WasCancelled);
    }

    [Fact]
    public void Missing_write_consent_keeps_the_preview()
    {
        var change = new RoleChange(RoleActions.Remove, AliceId, ReadId, "x1");
        Api.Returns($"{Root}/preview", new RolePreview([Planned(change, "Alice")]));
        Api.Refuses($"{Root}/changes", new ApiProblem(
            ProblemCodes.ConsentRequired,
            403,
            "Consent",
            Api: "Microsoft Graph (assign roles)",
            Scopes: ["AppRoleAssignment.ReadWrite.All"]));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.Equal(2, Holders(page).Count));
        Button(page, $"{HolderRow.RemoveLabel}{Read.Label} from {Alice.Name}").Click();
        page.WaitForAssertion(() => Assert.Contains("Alice loses it.", TextOf(page)));

        Button(page, ChangeText.ApplyLabel(1)).Click();

        page.WaitForAssertion(() => Assert.Contains(
            page.Addresses(), a => a.StartsWith("/consent/", StringComparison.Ordinal) && a.Contains("change%3D", StringComparison.Ordinal)));
        Assert.NotNull(Button(page, ChangeText.ApplyLabel(1)));
        Assert.DoesNotContain(
            ChangeText.State(ChangeStates.NotAttempted).Label, TextOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_changes_round_trip_through_the_address()
    {
        var changes = Enumerable.Range(0, RoleChangeSet.MaxCount).Select(i => new RoleChange(
            i < 150 ? RoleActions.Assign : RoleActions.Remove, $"{Guid.NewGuid()}", ReadId)).ToList();

        var address = RolesAddress.Of("AppB", changes: changes);

        Assert.InRange(address.Length, 1, 4500);
        Assert.Equal(changes, RolesAddress.ReadChanges(ChangesIn(address)));
    }

    [Fact]
    public void Invalid_changes_in_the_address_are_ignored()
    {
        var valid = new RoleChange(RoleActions.Remove, AliceId, ReadId);
        var address = RolesAddress.Of("AppB", changes: [valid]);

        var read = RolesAddress.ReadChanges(
            [.. ChangesIn(address), "x", "drop~a~b", $"assign~{ReadId}~AAAA", "assign~r1~AAAA"]);

        Assert.Equal(valid, Assert.Single(read));
    }

    [Fact]
    public void Other_users_see_the_required_role_and_no_request_is_sent()
    {
        User.SetRoles();

        var page = RenderPage();

        AssertAdministratorsOnly(page);
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Broken_audit_log_names_the_entry()
    {
        Api.Returns("/api/admin/audit?what=role", new AuditPage(
            [
                new AuditEntry(
                    2,
                    DateTimeOffset.UnixEpoch,
                    "p3",
                    "carol",
                    "role.assign",
                    "AppB / Orders.Read",
                    "User Bob",
                    "done",
                    "abc"),
            ],
            2,
            2,
            2,
            null));
        var page = RenderPage();
        page.WaitForAssertion(() => Assert.NotNull(AuditLog(page)));

        AuditLog(page).TriggerEvent("ontoggle", EventArgs.Empty);

        page.WaitForAssertion(() => Assert.Contains("Broken at entry 2", TextOf(page)));
    }

    private static PlannedRoleChange Planned(RoleChange change, string name) => new(
        change,
        new Principal(change.PrincipalId, PrincipalKinds.User, name, null),
        "Orders.Read",
        RoleEffects.Loses,
        $"{name} loses it.");

    private static string[] ChangesIn(string address) =>
        [.. QueryHelpers.ParseQuery(address.Split('?')[1])["change"].OfType<string>()];

    // The first word of each cell: a name, or the value of a role.
    private static IEnumerable<string> NamesIn(IRenderedComponent<RolesPage> page, string cells) =>
        page.FindAll($"tbody {cells}").Select(cell => cell.Text().Split(' ')[0]);

    private static IReadOnlyList<IElement> Holders(IRenderedComponent<RolesPage> page) => page.AllByRole("checkbox");

    private static IElement AuditLog(IRenderedComponent<RolesPage> page) => page.Find($"#{AuditLogAddress.Anchor}");

    private static IElement Button(IRenderedComponent<RolesPage> page, string name) => page.ByRole("button", name);

    private IRenderedComponent<RolesPage> RenderPage() =>
        Render<RolesPage>(parameters => parameters.Add(p => p.Api, "AppB"));
}
