using Microsoft.Playwright;
using Portal.Contracts;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A presenter breaks something in the tenant in a box, and shows the explanation.</summary>
[Collection(JourneysOfFailure.Name)]
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
        await OpenPartAsync("Forge a token");
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

    [Fact]
    public async Task Next_answers_fail_with_the_chosen_code_and_the_page_explains_it()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        await OpenDrawerAsync();
        await OpenPartAsync("Make the next answers fail");

        await Drawer.GetByLabel("Code", new() { Exact = true }).SelectOptionAsync("53003");
        await Drawer.GetByLabel("How many answers").FillAsync("many");
        await Button("Let them fail").ClickAsync();
        await Assertions.Expect(Drawer.GetByText("A whole number, please.")).ToBeVisibleAsync();
        await Assertions.Expect(Drawer.GetByLabel("Code", new() { Exact = true })).ToHaveValueAsync("53003");

        await Drawer.GetByLabel("How many answers").FillAsync("2");
        await Button("Let them fail").ClickAsync();
        await Assertions.Expect(Drawer.GetByText("The next 2 answers of token fail with AADSTS53003.").First).ToBeVisibleAsync();
        await Button("Load the page anew").ClickAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "AADSTS53003" }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_waits_is_taken_back_before_it_happens()
    {
        await SignInWithConsentAsync("alice");
        await OpenDrawerAsync();
        await OpenPartAsync("Make the next answers fail");
        await Drawer.GetByLabel("Endpoint").SelectOptionAsync(FaultEndpoints.DeviceCode);
        await Drawer.GetByLabel("What it answers").SelectOptionAsync("a bare HTTP status");
        await Drawer.GetByLabel("HTTP status").FillAsync("503");
        await Button("Let them fail").ClickAsync();
        await Assertions.Expect(Drawer.GetByText("Faults waiting: 1.")).ToBeVisibleAsync();

        await Button("Take back: The next 2 answers of devicecode fail with status 503").ClickAsync();

        await Assertions.Expect(Drawer.GetByText("One fault is taken back.")).ToBeVisibleAsync();
        await Assertions.Expect(Drawer.GetByText("Faults waiting")).ToHaveCountAsync(0);
        await Assertions.Expect(Drawer.GetByRole(AriaRole.Heading, new() { Name = "Waiting to happen" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Token_with_claims_of_ones_own_is_refused_for_the_first_and_all_differences_are_shown()
    {
        await SignInWithConsentAsync("alice");
        await OpenDrawerAsync();
        await OpenPartAsync("Forge a token");
        var form = Drawer.Locator(".forgery");
        await form.GetByLabel("What is wrong").SelectOptionAsync(DemoFaults.Chosen);

        await ChangeAsync(0, "roles", """["Orders.Write"]""");
        await Button("Change something more").ClickAsync();
        await Assertions.Expect(form.GetByLabel("Change 2", new() { Exact = true })).ToBeFocusedAsync();
        await ChangeAsync(1, "ver", "\"1.0\"");
        await Button("Send it").ClickAsync();

        await Assertions.Expect(form.GetByText("AppB answered 401")).ToBeVisibleAsync();
        await Assertions.Expect(form.GetByText("names the same check")).ToBeVisibleAsync();
        await Assertions.Expect(form.Locator(".checks__step--failed")).ToContainTextAsync("Version");
        await Assertions.Expect(form.GetByRole(AriaRole.Row)).ToContainTextAsync(
            ["Claim", """roles ["Orders.Read"] ["Orders.Write"]""", "ver \"2.0\" \"1.0\""]);
        await Page.ExpectCleanAsync("the drawer with a forged token");

        async Task ChangeAsync(int at, string name, string value)
        {
            await form.GetByLabel("Name", new() { Exact = true }).Nth(at).FillAsync(name);
            await form.GetByLabel("Value", new() { Exact = true }).Nth(at).FillAsync(value);
        }
    }

    private ILocator Button(string name) => Drawer.GetByRole(AriaRole.Button, new() { Name = name });

    private Task OpenPartAsync(string title) => Drawer.Locator("summary").Filter(new() { HasText = title }).ClickAsync();

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
