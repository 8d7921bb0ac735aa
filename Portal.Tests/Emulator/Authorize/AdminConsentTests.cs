using System.Net;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Authorize;

public sealed class AdminConsentTests : IAsyncLifetime
{
    private const string Path = "~/v2.0/adminconsent";

    private static readonly (string Name, string? Value)[] Request =
    [
        ("client_id", TestTenant.Portal),
        ("redirect_uri", TestTenant.RedirectUri),
        ("scope", $"{TestTenant.AppB}/.default"),
        ("state", "the-state"),
    ];

    private readonly TemporaryFolder _data = new();
    private EmulatorHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EmulatorHost.StartAsync(
        _data.Path, arguments: TenantFile.Write(_data.Path, tenant => tenant.App("Background job")["redirectUris"] =
            new System.Text.Json.Nodes.JsonArray(TestTenant.RedirectUri)));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Administrator_consents_to_all_registered_permissions()
    {
        using var browser = new EmulatorBrowser(_host);
        var page = await browser.PressAsync(await browser.OpenAsync(Path, Request), "carol@contoso.example");

        var result = await browser.PressAsync(page, "Accept");

        Assert.Contains("everyone in Contoso", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, result.Status);
        Assert.Equal("True", result.ClientResponse["admin_consent"]);
        Assert.Equal(TestTenant.Id, result.ClientResponse["tenant"]);
        Assert.Equal("the-state", result.ClientResponse["state"]);
        Assert.Equal(3, _host.Service<ConsentStore>().All().Count(g => g.Key.User is null));
    }

    [Fact]
    public async Task Admin_consent_assigns_application_permissions()
    {
        var assignments = _host.Service<Assignments>();
        var tenant = _host.Service<TenantDirectory>();
        var job = tenant.FindApp(TestTenant.Background)!.Principal!;
        var appB = tenant.FindAppByName("AppB")!.Principal!.Id;
        assignments.Remove(assignments.HeldBy(job.Id).Single(a => a.Resource == appB).Id);
        using var browser = new EmulatorBrowser(_host);

        var page = await browser.PressAsync(
            await browser.OpenAsync("~/adminconsent", ("client_id", TestTenant.Background), ("redirect_uri", TestTenant.RedirectUri)),
            "carol@contoso.example");
        await browser.PressAsync(page, "Accept");

        Assert.Contains("Orders.Read.All", page.Text, StringComparison.Ordinal);
        Assert.Single(assignments.HeldBy(job.Id), a => a.Resource == appB);
    }

    [Fact]
    public async Task Other_users_see_who_can_consent()
    {
        using var browser = new EmulatorBrowser(_host);

        var page = await browser.PressAsync(await browser.OpenAsync(Path, Request), "alice@contoso.example");
        var forced = await browser.PressAsync(page, "Back to Portal", fields => fields["emulator_consent"] = "accept");

        Assert.Equal(PageHeadings.AdminApproval, page.Heading);
        Assert.Equal(PageHeadings.AdminApproval, forced.Heading);
        Assert.Empty(_host.Service<ConsentStore>().All());
    }

    [Fact]
    public async Task Cancelling_returns_an_error_to_the_client()
    {
        using var browser = new EmulatorBrowser(_host);
        var page = await browser.PressAsync(await browser.OpenAsync(Path, Request), "carol@contoso.example");

        var result = await browser.PressAsync(page, "Cancel");

        Assert.Equal("access_denied", result.ClientResponse["error"]);
        Assert.Equal("the-state", result.ClientResponse["state"]);
        Assert.StartsWith("AADSTS65004", result.ClientResponse["error_description"], StringComparison.Ordinal);
        Assert.Empty(_host.Service<ConsentStore>().All());
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/", "AADSTS50011")]
    [InlineData("client_id", "99999999-9999-4999-8999-999999999999", "AADSTS700016")]
    [InlineData("client_id", null, "AADSTS900144")]
    public async Task Unverified_request_shows_an_error_page(string name, string? value, string code)
    {
        using var browser = new EmulatorBrowser(_host);

        var page = await browser.OpenAsync(Path, [.. Request.Where(p => p.Name != name), (name, value)]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(code, page.Text, StringComparison.Ordinal);
    }
}
