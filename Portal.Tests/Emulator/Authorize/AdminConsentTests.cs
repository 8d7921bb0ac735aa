using System.Net;
using System.Text.Json.Nodes;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator.Authorize;

public sealed class AdminConsentTests : EmulatorContext
{
    private const string Path = "~/v2.0/adminconsent";

    private static readonly (string Name, string? Value)[] Request =
    [
        ("client_id", TestTenant.Portal),
        ("redirect_uri", TestTenant.RedirectUri),
        ("scope", $"{TestTenant.AppB}/.default"),
        ("state", "the-state"),
    ];

    [Fact]
    public async Task Administrator_consents_to_all_registered_permissions()
    {
        using var browser = NewBrowser();
        var page = await browser.PressAsync(await browser.OpenAsync(Path, Request), "carol@contoso.example");

        var result = await browser.PressAsync(page, "Accept");

        Assert.Contains("everyone in Contoso", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, result.Status);
        Assert.Equal("True", result.ClientResponse["admin_consent"]);
        Assert.Equal(TestTenant.Id, result.ClientResponse["tenant"]);
        Assert.Equal("the-state", result.ClientResponse["state"]);
        Assert.Equal(3, Host.Service<ConsentStore>().All().Count(g => g.Key.User is null));
    }

    [Fact]
    public async Task Admin_consent_assigns_application_permissions()
    {
        var assignments = Host.Service<Assignments>();
        var tenant = Host.Service<TenantDirectory>();
        var job = tenant.FindApp(TestTenant.Background)!.Principal!;
        var appB = tenant.FindAppByName("AppB")!.Principal!.Id;
        assignments.Remove(assignments.HeldBy(job.Id).Single(a => a.Resource == appB).Id);
        using var browser = NewBrowser();

        var page = await browser.PressAsync(
            await browser.OpenAsync(
                "~/adminconsent", ("client_id", TestTenant.Background), ("redirect_uri", TestTenant.RedirectUri)),
            "carol@contoso.example");
        await browser.PressAsync(page, "Accept");

        Assert.Contains("Orders.Read.All", page.Text, StringComparison.Ordinal);
        Assert.Single(assignments.HeldBy(job.Id), a => a.Resource == appB);
    }

    [Fact]
    public async Task Other_users_see_who_can_consent()
    {
        using var browser = NewBrowser();

        var page = await browser.PressAsync(await browser.OpenAsync(Path, Request), "alice@contoso.example");
        var forced = await browser.PressAsync(page, "Back to Portal", fields => fields["emulator_consent"] = "accept");

        Assert.Equal(PageHeadings.AdminApproval, page.Heading);
        Assert.Equal(PageHeadings.AdminApproval, forced.Heading);
        Assert.Empty(Host.Service<ConsentStore>().All());
    }

    [Fact]
    public async Task Cancelling_returns_an_error_to_the_client()
    {
        using var browser = NewBrowser();
        var page = await browser.PressAsync(await browser.OpenAsync(Path, Request), "carol@contoso.example");

        var result = await browser.PressAsync(page, "Cancel");

        Assert.Equal("access_denied", result.ClientResponse["error"]);
        Assert.Equal("the-state", result.ClientResponse["state"]);
        Assert.StartsWith("AADSTS65004", result.ClientResponse["error_description"], StringComparison.Ordinal);
        Assert.Empty(Host.Service<ConsentStore>().All());
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/", "AADSTS50011")]
    [InlineData("client_id", "99999999-9999-4999-8999-999999999999", "AADSTS700016")]
    [InlineData("client_id", null, "AADSTS900144")]
    public async Task Unverified_request_shows_an_error_page(string name, string? value, string code)
    {
        using var browser = NewBrowser();

        var page = await browser.OpenAsync(Path, [.. Request.Where(p => p.Name != name), (name, value)]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(code, page.Text, StringComparison.Ordinal);
    }

    protected override void ChangeTenant(JsonObject tenant) =>
        tenant.App("Background job")["redirectUris"] = new JsonArray(TestTenant.RedirectUri);
}
