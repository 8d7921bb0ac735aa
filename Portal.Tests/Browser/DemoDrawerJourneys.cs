using Microsoft.Playwright;
using Portal.Contracts;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A presenter breaks something in the tenant in a box, and shows the explanation.</summary>
[Collection(JourneysBeside.Name)]
public sealed class DemoDrawerJourneys(DemoFixture fixture) : Journey(fixture)
{
    // What is wrong, what AppB answers, and the check that AppB names.
    private static readonly (string Fault, int Status, string Check)[] Forgeries =
    [
        (DemoFaults.Issuer, 401, "Issuer"),
        (DemoFaults.Audience, 401, "Audience"),
        (DemoFaults.Tenant, 401, "Tenant"),
        (DemoFaults.Version, 401, "Version"),
        (DemoFaults.Expired, 401, "Lifetime"),
        (DemoFaults.NotYet, 401, "Lifetime"),
        (DemoFaults.NoSignature, 401, "Signature"),
        (DemoFaults.Scope, 403, "Scope"),
        (DemoFaults.Role, 403, "App role"),
        (DemoFaults.TokenKind, 403, "App role"),
    ];

    private ILocator Drawer => Page.Locator("#demo-drawer");

    [Fact]
    public async Task Role_is_taken_and_given_back_and_the_open_page_follows()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);

        await PullAsync("Take Orders.Read from me");
        await Assertions.Expect(Page.GetByText("On AppB you no longer have the role Orders.Read.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("AppB refused the call")).ToBeVisibleAsync();

        await PullAsync("Give Orders.Read to me");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
    }

    [Fact]
    public async Task Second_factor_is_asked_for_once_and_the_view_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);

        await PullAsync("Ask for a second factor");

        await Assertions.Expect(Page.GetByText("AppB asks you to confirm who you are").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Token_that_is_wrong_in_one_way_is_refused_for_that_one_thing()
    {
        await SignInWithConsentAsync("alice");
        await OpenDrawerAsync();
        var form = Drawer.Locator(".forgery");

        await SendAsync(DemoFaults.None);
        await Assertions.Expect(form.GetByText("AppB answered 200: it let the token in")).ToBeVisibleAsync();
        foreach (var (fault, status, check) in Forgeries)
        {
            await SendAsync(fault);
            await Assertions.Expect(form.GetByText($"AppB answered {status}")).ToBeVisibleAsync();
            await Assertions.Expect(form.Locator(".checks__step--failed")).ToContainTextAsync(check);
        }

        async Task SendAsync(string fault)
        {
            await form.GetByLabel("What is wrong").SelectOptionAsync(fault);
            await form.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        }
    }

    private async Task PullAsync(string lever)
    {
        await OpenDrawerAsync();
        await Drawer.GetByRole(AriaRole.Button, new() { Name = lever }).ClickAsync();
        await Assertions.Expect(Drawer.GetByText($"{lever}.")).ToBeVisibleAsync();
        await Drawer.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
    }

    private async Task OpenDrawerAsync()
    {
        // The button is the circuit's too: it loads what can be broken.
        await Assertions.Expect(Page.Locator(".user-menu__user")).ToBeAttachedAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Break something" }).ClickAsync();
    }
}
