using AccessContract;
using AccessContract.Checks;
using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Components.Demo;
using Portal.Contracts.Access;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A presenter breaks something in the emulator, and the pages explain it.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class DemoDrawerJourneys(DemoFixture fixture) : Journey(fixture)
{
    // The fault, the status of AppB's response, and the check that fails.
    private static readonly (string Fault, int Status, string Check)[] Tamperings =
    [
        (TamperingFaults.Issuer, 401, "issuer"),
        (TamperingFaults.Audience, 401, "audience"),
        (TamperingFaults.Tenant, 401, "tenant"),
        (TamperingFaults.Version, 401, "version"),
        (TamperingFaults.Expired, 401, "lifetime"),
        (TamperingFaults.NotYet, 401, "lifetime"),
        (TamperingFaults.NoSignature, 401, "signature"),
        (TamperingFaults.Scope, 403, "scope"),
        (TamperingFaults.Role, 403, "role"),
        (TamperingFaults.TokenKind, 403, "role"),
    ];

    private DemoDrawerPart Drawer => new(Page);

    private ILocator FailedCheck => Drawer.Drawer.Locator($"[data-check][data-state='{VerdictText.NameOf(CheckState.Failed)}']");

    private ILocator PendingFaults => Drawer.Drawer.GetByRole(AriaRole.Listitem)
        .Filter(new() { Has = Page.GetByRole(AriaRole.Button, new() { Name = $"{PendingFaultList.RemoveLabel}:" }) });

    [Fact]
    public async Task Open_page_follows_when_a_role_is_removed_and_assigned_again()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        await Drawer.PlayAsync("take-role");
        await Assertions.Expect(Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Listitem))
            .ToContainTextAsync("Orders.Read");
        await Assertions.Expect(Code(ProblemCodes.RoleMissing)).ToBeVisibleAsync();

        await Drawer.PlayAsync("give-role");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
    }

    [Fact]
    public async Task Second_factor_is_requested_on_the_open_page()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        await Drawer.PlayAsync("step-up");

        await Assertions.Expect(Code(ProblemCodes.InteractionRequired)).ToBeVisibleAsync();
        await Assertions.Expect(Continue.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Tampered_token_is_refused_at_the_check_that_it_fails()
    {
        await SignInWithConsentAsync("alice");
        await Drawer.OpenAsync();
        await Drawer.OpenPartAsync(DemoDrawer.TokenTitle);

        await SendAsync(TamperingFaults.None);
        await Assertions.Expect(Drawer.Outcome(200)).ToBeVisibleAsync();
        await Assertions.Expect(FailedCheck).ToHaveCountAsync(0);
        foreach (var (fault, status, check) in Tamperings)
        {
            await SendAsync(fault);
            await Assertions.Expect(Drawer.Outcome(status)).ToBeVisibleAsync();
            await Assertions.Expect(FailedCheck).ToHaveAttributeAsync("data-check", check);
        }

        async Task SendAsync(string fault)
        {
            await Drawer.TokenFault.SelectOptionAsync(fault);
            await Drawer.SendToken.ClickAsync();
        }
    }

    [Fact]
    public async Task Fault_survives_reload_and_another_tab_until_everything_is_put_back()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await Drawer.OpenAsync();
        await Drawer.OpenPartAsync(DemoDrawer.FaultsTitle);
        await Drawer.Code.SelectOptionAsync("53003");
        await Drawer.AddFault.ClickAsync();
        await Assertions.Expect(Code("AADSTS53003")).ToBeVisibleAsync();

        await Page.ReloadAsync();
        await CircuitRunsAsync();
        await Assertions.Expect(Code("AADSTS53003")).ToBeVisibleAsync();
        await Assertions.Expect(Drawer.Broken).ToContainTextAsync("AADSTS53003");
        await Page.ExpectCleanAsync("drawer");
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Address("/data/appb/orders"));
        await Assertions.Expect(new DemoDrawerPart(other).Broken).ToContainTextAsync("AADSTS53003");

        await Drawer.PutBack.ClickAsync();

        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await Assertions.Expect(Drawer.PutBack).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Focus_moves_into_the_drawer_and_back()
    {
        await SignInWithConsentAsync("alice");

        await Drawer.OpenAsync();
        await Assertions.Expect(Drawer.Drawer.Locator("h2:focus")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(Drawer.OpenButton).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Pending_fault_can_be_removed()
    {
        await SignInWithConsentAsync("alice");
        await Drawer.OpenAsync();
        await Drawer.OpenPartAsync(DemoDrawer.FaultsTitle);
        await Drawer.Drawer.GetByLabel("Endpoint").SelectOptionAsync(FaultEndpointNames.DeviceCode);
        await Drawer.Drawer.GetByLabel(FaultForm.ResponseLabel, new() { Exact = true })
            .SelectOptionAsync(FaultDraft.WithStatus);
        await Drawer.Drawer.GetByLabel("HTTP status").FillAsync("503");
        await Drawer.AddFault.ClickAsync();
        var fault = PendingFaults.Filter(new() { HasText = FaultEndpointNames.DeviceCode })
            .Filter(new() { HasText = "503" });
        await Assertions.Expect(fault).ToHaveCountAsync(1);

        await fault.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(fault).ToHaveCountAsync(0);
        await Assertions.Expect(Drawer.Drawer.Locator("h3:focus")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Token_with_changed_claims_is_refused_at_the_first_check_and_every_difference_is_shown()
    {
        await SignInWithConsentAsync("alice");
        await Drawer.OpenAsync();
        await Drawer.OpenPartAsync(DemoDrawer.TokenTitle);
        await Drawer.TokenFault.SelectOptionAsync(TamperingFaults.Chosen);

        await ChangeAsync(0, "roles", """["Orders.Write"]""");
        await Drawer.Button(TamperingForm.AddLabel).ClickAsync();
        await Assertions.Expect(Drawer.Drawer.GetByLabel("Change 2", new() { Exact = true })).ToBeFocusedAsync();
        await ChangeAsync(1, "ver", "\"1.0\"");
        await Drawer.SendToken.ClickAsync();

        await Assertions.Expect(Drawer.Outcome(401)).ToBeVisibleAsync();
        await Assertions.Expect(FailedCheck).ToHaveAttributeAsync("data-check", "version");
        await Assertions.Expect(
            Drawer.Drawer.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Cell) }))
            .ToContainTextAsync(["""roles ["Orders.Read"] ["Orders.Write"]""", "ver \"2.0\" \"1.0\""]);
        await Page.ExpectCleanAsync("drawer with a tampered token");

        async Task ChangeAsync(int at, string name, string value)
        {
            await Drawer.Drawer.GetByLabel("Name", new() { Exact = true }).Nth(at).FillAsync(name);
            await Drawer.Drawer.GetByLabel("Value", new() { Exact = true }).Nth(at).FillAsync(value);
        }
    }
}
