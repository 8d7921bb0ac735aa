using Entra.Emulator.Control;
using Entra.Emulator.Tenant;
using Microsoft.Playwright;
using Portal.Components.AdminSetup;
using Portal.Components.Problems;
using Portal.Components.Roles;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>
/// Microsoft Graph refuses an administrator's request: missing consent, too many requests, or a missing directory role.
/// </summary>
[Collection(JourneysOfChange.Name)]
public sealed class AdminRefusalJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    [Fact]
    public async Task Consent_withdrawn_before_roles_are_changed_is_requested_again_and_the_change_continues()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, ExpiringTokens.Attach);
        Allow();
        await SignInAsync("carol", "/admin/roles/AppB");
        await Roles.ChooseAsync("Orders.Write", PrincipalKinds.User, "Bob");
        await Roles.PreviewAsync(1);
        await Assertions.Expect(Roles.Change(RoleEffects.Gains, "Bob", "Orders.Write")).ToBeVisibleAsync();

        Withdraw("AppRoleAssignment.ReadWrite.All");
        await Roles.Apply(1).ClickAsync();
        await Page.ExpectCleanAsync("roles, a consent missing at Apply");
        await SetUpAdministrationAsync();

        await Assertions.Expect(Roles.Outcomes(ChangeStates.Done)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Two_hundred_changes_survive_a_declined_consent_and_are_not_applied()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, ExpiringTokens.Attach);
        Allow();
        await SignInAsync("carol", "/admin/roles/AppB");
        Withdraw("AppRoleAssignment.ReadWrite.All");
        var groups = Emulator<TenantDirectory>().GroupsListing("grace").Take(RoleChangeSet.MaxCount);
        await OpenAsync(RolesAddress.Of(
            "AppB", changes: [.. groups.Select(g => new RoleChange(RoleActions.Assign, $"{g.Id}", RolesCaller.Write))]));

        await Roles.Apply(RoleChangeSet.MaxCount).ClickAsync();
        await Button(AdminSetupPanel.GrantLabel).ClickAsync();
        await Decline.ClickAsync();

        await Assertions.Expect(Roles.Apply(RoleChangeSet.MaxCount)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Consent_withdrawn_before_consents_are_changed_is_requested_again_and_the_change_continues()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, ExpiringTokens.Attach);
        Allow();
        await SignInAsync("carol", "/admin/consents");
        await Consents.PreviewForEveryoneAsync("access_as_user");
        await Assertions.Expect(Consents.Previewed).ToBeVisibleAsync();

        Withdraw("DelegatedPermissionGrant.ReadWrite.All");
        await Consents.Apply.ClickAsync();
        await SetUpAdministrationAsync();

        await Assertions.Expect(Consents.DoneHeading).ToBeFocusedAsync();
        await AuditLog.OpenAsync();
        await Assertions.Expect(AuditLog.WithOutcome($"{ChangeStates.Refused}: {ProblemCodes.ConsentRequired}"))
            .ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/admin/roles/AppB", 429, ProblemCodes.DownstreamThrottled)]
    [InlineData("/admin/roles/AppB", 503, ProblemCodes.DownstreamUnavailable, Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/admin/consents", 429, ProblemCodes.DownstreamThrottled, Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/admin/consents", 503, ProblemCodes.DownstreamUnavailable)]
    public async Task ADM_11_Retry_after_of_Graph_is_shown_and_trying_again_loads_the_page(
        string path, int status, string code)
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        Allow();
        await SignInAsync("carol");
        Faults.Add(new Fault("graph") { Status = status, RetryAfterSeconds = 2 });

        await OpenAsync(path);

        await Assertions.Expect(Code(code)).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("2 seconds")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync($"{path} while Graph returns {status}");
        await Button(NextStep.TryAgainLabel).ClickAsync();
        await Assertions.Expect(Roles.Holders.Or(Consents.All).First).ToBeVisibleAsync();
        await Assertions.Expect(Code(code)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ADM_11_Directory_reader_sees_everything_and_is_shown_the_role_that_a_change_requires()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(
            folder, configureEmulator: null, TenantFile.Write(folder.Path, DirectoryReaderFixture.Change));
        Allow();
        await SignInAsync(DirectoryReaderFixture.Reader, "/admin/roles/AppB");
        await Assertions.Expect(Roles.Holders.First).ToBeVisibleAsync();
        await Roles.ChooseAsync("Orders.Write", PrincipalKinds.User, "Bob");
        await Roles.PreviewAsync(1);

        await Roles.Apply(1).ClickAsync();

        await Assertions.Expect(Code(ProblemCodes.DirectoryRoleMissing)).ToBeVisibleAsync();
        await Assertions.Expect(Roles.Apply(1)).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText(GraphPurpose.AssignRoles.DirectoryRole)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("roles, a change that the directory refuses");

        await OpenAsync("/admin/consents");
        await Assertions.Expect(Consents.All.First).ToBeVisibleAsync();
        await Consents.PreviewForEveryoneAsync("access_as_user");
        await Consents.Apply.ClickAsync();
        await Assertions.Expect(Code(ProblemCodes.DirectoryRoleMissing)).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText(GraphPurpose.AssignRoles.DirectoryRole)).ToBeVisibleAsync();
    }
}
