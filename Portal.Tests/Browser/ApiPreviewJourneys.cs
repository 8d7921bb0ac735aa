using Microsoft.Playwright;
using Portal.Components.ApiPreview;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>An administrator tries an API that is not in the settings.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class ApiPreviewJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const string Path = "/setup/api";

    [Fact]
    public async Task Document_of_an_api_shows_its_views_and_the_settings_that_add_it()
    {
        using var http = new HttpClient();
        var document = await http.GetByteArrayAsync(new Uri(Demo.AppB, "openapi/v1.json"), TestContext.Current.CancellationToken);
        await SignInWithConsentAsync("carol");
        await OpenAsync(Path);
        await CircuitRunsAsync();

        await Page.GetByText("Use a file instead").ClickAsync();
        await Page.GetByLabel(ApiPreviewPage.FileLabel).SetInputFilesAsync(
            new FilePayload { Name = "appb.json", MimeType = "application/json", Buffer = document });

        var views = Page.GetByRole(AriaRole.List, new() { Name = "Views" });
        await Expect(views.GetByText("Orders", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("The settings")).ToContainTextAsync("DownstreamApis");
        await Page.ExpectCleanAsync("an API that was tried");
    }

    [Fact]
    public async Task Address_in_the_portals_own_network_is_refused_and_another_one_can_be_tried()
    {
        await SignInWithConsentAsync("carol");
        await OpenAsync($"{Path}?address={Uri.EscapeDataString("http://192.168.17.1")}");
        await CircuitRunsAsync();

        await Button(ApiPreviewPage.TryLabel).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("an address that was refused");

        // The address of an API in the settings may be tried on the machine of a developer.
        await Page.GetByLabel(ApiPreviewPage.AddressLabel, new() { Exact = true }).FillAsync(Demo.AppB.AbsoluteUri);
        await Button(ApiPreviewPage.TryLabel).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Views" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }
}
