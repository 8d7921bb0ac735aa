using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>What a browser keeps, may load and may show, across all pages.</summary>
public sealed class PageAbuseJourneys(DemoFixture fixture) : Journey(fixture)
{
    private static readonly string[] Pages =
    [
        "/", "/tokens", "/access", "/trace", "/no-user", "/data/appb/orders", "/data/appb/customers", "/data/appb/orders/1",
        "/admin/roles", "/admin/access", "/admin/consents", "/admin/audit", "/admin/setup", "/setup", "/nothing-here",
    ];

    [Fact]
    public async Task LEK_09_Going_back_after_sign_out_shows_no_data()
    {
        await SignInAsync("dave", "/data/appb/orders");
        await GiveConsentAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await SignOutAsync();
        await ExpectSignedOutAsync();

        await Page.GoBackAsync();

        await Assertions.Expect(SignInLink.Or(Account("dave")).First).ToBeVisibleAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WEB_02_No_page_violates_the_content_security_policy()
    {
        var violations = new ConcurrentQueue<string>();
        await Page.ExposeFunctionAsync("reportViolation", (string text) => violations.Enqueue(text));
        await Page.AddInitScriptAsync(
            "addEventListener('securitypolicyviolation', e => reportViolation(e.violatedDirective + ' ' + e.blockedURI + ' ' + location))");
        await SignInWithConsentAsync("carol");

        foreach (var path in Pages)
        {
            await OpenAsync(path);
            await CircuitRunsAsync();
            await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
        }

        Assert.Empty(violations);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2, Explicit = true, Traits = new[] { "Run", "Long" })]
    public async Task SGN_33_Sign_in_works_in_a_browser_whose_clock_is_wrong(int hours)
    {
        await Page.Clock.InstallAsync(new() { TimeDate = DateTime.UtcNow.AddHours(hours) });

        await SignInAsync("grace");

        await Assertions.Expect(AccountMenu).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SGN_35_Tab_of_the_first_user_never_shows_their_data_to_the_second()
    {
        await SignInAsync("grace");
        var first = Page;
        var second = await Page.Context.NewPageAsync();
        await first.BringToFrontAsync();
        await SignOutAsync();
        await ExpectSignedOutAsync();

        await second.GotoAsync(Address("/tokens"));
        await AccountOn(second, "bob").ClickAsync();
        var accept = AcceptOn(second);
        var menu = second.Locator("main[data-live]");
        await Assertions.Expect(accept.Or(menu).First).ToBeVisibleAsync();
        if (await accept.IsVisibleAsync())
            await accept.ClickAsync();

        await Assertions.Expect(menu).ToBeAttachedAsync();
        await first.GoBackAsync();
        await Assertions.Expect(first.Locator("main")).ToBeVisibleAsync();
        Assert.DoesNotContain("grace", await first.ContentAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task BLZ_28_Pages_left_during_their_calls_leave_no_error_in_the_log()
    {
        await SignInWithConsentAsync("carol");
        await CircuitRunsAsync();
        var before = Fixture.PortalLog.Lines.Count;

        for (var round = 0; round < 20; round++)
        {
            foreach (var path in (string[])["/tokens", "/data/AppB/orders", "/access", "/trace"])
                await Page.Locator($"#navigation a[href='{path[1..]}']").ClickAsync();
        }

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
        await CircuitRunsAsync();
        var errors = Fixture.PortalLog.Lines.Skip(before).Where(
            line => line.Contains("ObjectDisposedException", StringComparison.Ordinal)
                || line.StartsWith("Error", StringComparison.Ordinal));
        Assert.True(!errors.Any(), string.Join('\n', errors));
    }
}
