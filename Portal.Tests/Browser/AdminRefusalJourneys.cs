using Entra.Emulator.Control;
using Microsoft.Playwright;
using Portal.Tests.Api;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The directory says no, not now or no longer, while an administrator is at work.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class AdminRefusalJourneys(DemoFixture fixture) : AdminJourney(fixture)
{
    private ILocator Grants => Page.GetByRole(AriaRole.List, new() { Name = "Consents" }).Locator("> li");

    [Fact]
    public async Task Consent_withdrawn_before_roles_are_changed_is_asked_for_again_and_the_choice_survives()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, HurriedTokens.Attach);
        Allow();
        await SignInAsync("carol", "/admin/roles/AppB");
        await ChooseAsync("Orders.Write", "Users", "Bob", most: 1);
        await Button("Dry run of 1 change").ClickAsync();
        await Assertions.Expect(Page.GetByText("Bob gains Orders.Write.")).ToBeVisibleAsync();

        Withdraw("AppRoleAssignment.ReadWrite.All");
        await Button("Apply 1 change").ClickAsync();
        await Grant("assign roles").ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Page.GetByText("Bob gains Orders.Write.")).ToBeVisibleAsync();
        await Button("Apply 1 change").ClickAsync();
        await Assertions.Expect(Page.GetByText("Assigned.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Consent_withdrawn_before_consents_are_changed_is_asked_for_again_and_the_choice_survives()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, HurriedTokens.Attach);
        Allow();
        await SignInAsync("carol", "/admin/consents");
        await Page.GetByText("Allow something for everyone").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "access_as_user" }).CheckAsync();
        await Button("See what it means").ClickAsync();
        await Assertions.Expect(Page.GetByText("nobody is asked any more")).ToBeVisibleAsync();

        Withdraw("DelegatedPermissionGrant.ReadWrite.All");
        await Button("Apply").ClickAsync();
        await Grant("change consents").ClickAsync();
        await Accept.ClickAsync();

        await Assertions.Expect(Page.GetByText("nobody is asked any more")).ToBeVisibleAsync();
        await Button("Apply").ClickAsync();
        await Assertions.Expect(Heading("What was changed")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("/admin/roles/AppB", 429, "Microsoft Graph is asked too often")]
    [InlineData("/admin/roles/AppB", 503, "Microsoft Graph failed")]
    [InlineData("/admin/consents", 429, "Microsoft Graph is asked too often")]
    [InlineData("/admin/consents", 503, "Microsoft Graph failed")]
    public async Task Graph_that_asks_for_a_pause_is_said_with_how_long_and_a_retry_brings_the_page(string path, int status, string title)
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        Allow();
        await SignInAsync("carol");
        Faults.Add(new Fault("graph") { Status = status, RetryAfterSeconds = 7 });

        await OpenAsync(path);

        await Assertions.Expect(Heading(title)).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("7 seconds")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync($"{path} while Graph answers {status}");
        await Button("Try again").ClickAsync();
        await Assertions.Expect(Page.Locator(".holder").Or(Grants).First).ToBeVisibleAsync();
        await Assertions.Expect(Heading(title)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Directory_reader_sees_everything_and_is_told_which_role_a_change_takes()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(
            folder, configureEmulator: null, TenantFile.Write(folder.Path, DirectoryReaderFixture.Change));
        Allow();
        await SignInAsync(DirectoryReaderFixture.Reader, "/admin/roles/AppB");
        await Assertions.Expect(Page.Locator(".holder").First).ToBeVisibleAsync();
        await ChooseAsync("Orders.Write", "Users", "Bob", most: 1);
        await Button("Dry run of 1 change").ClickAsync();

        await Button("Apply 1 change").ClickAsync();

        await Assertions.Expect(Page.GetByText("1 refused.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("such as Cloud Application Administrator")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("roles, a change that the directory refuses");

        await OpenAsync("/admin/consents");
        await Assertions.Expect(Grants.First).ToBeVisibleAsync();
        await Page.GetByText("Allow something for everyone").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "access_as_user" }).CheckAsync();
        await Button("See what it means").ClickAsync();
        await Button("Apply").ClickAsync();
        await Assertions.Expect(Heading("Your directory role does not allow this")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("such as Cloud Application Administrator")).ToBeVisibleAsync();
    }
}
