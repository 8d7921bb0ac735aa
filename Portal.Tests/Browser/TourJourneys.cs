using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Components.Demo;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Guided tours over the pages.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class TourJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Card => Page.Locator("tour-guide");

    private ILocator Target => Page.Locator("[data-tour-target]");

    [Fact]
    public async Task Bobs_tour_is_walked_with_the_keyboard_alone_and_ends_with_his_orders()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        ConsentToEverything();
        await OpenAsync("/tours/bobs-403/1");
        await ExpectStepAsync("bobs-403", 1);
        await Page.ExpectCleanAsync("first step, signed out");

        await Page.Keyboard.PressAsync("Enter");
        await ExpectStepAsync("bobs-403", 2);
        await CircuitRunsAsync();
        await Page.Keyboard.PressAsync("PageDown");
        await ExpectStepAsync("bobs-403", 3);
        await Assertions.Expect(Code(ProblemCodes.RoleMissing)).ToBeVisibleAsync();
        await Assertions.Expect(Target).ToHaveAttributeAsync("data-check", "role");
        await Page.Keyboard.PressAsync("ArrowRight");
        await ExpectStepAsync("bobs-403", 4);
        await Page.Keyboard.PressAsync("ArrowLeft");
        await ExpectStepAsync("bobs-403", 3);
        await Page.Keyboard.PressAsync("ArrowRight");
        await ExpectStepAsync("bobs-403", 4);
        await Page.Keyboard.PressAsync("ArrowRight");
        await ExpectStepAsync("bobs-403", 5);
        await Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await Assertions.Expect(Button($"{PutBackButton.Label} 1").First).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Card).ToBeHiddenAsync();
        await Assertions.Expect(Target).ToHaveCountAsync(0);
        await Page.ReloadAsync();
        await CircuitRunsAsync();
        await Assertions.Expect(Card).ToHaveCountAsync(0);
    }

    [Fact(Explicit = true)]
    [Trait("Run", "Long")]
    public async Task Every_step_finds_its_target()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        ConsentToEverything();

        foreach (var tour in DemoTours.All.Where(t => t.Name != "bobs-403"))
        {
            await Page.Context.ClearCookiesAsync();
            await OpenAsync($"/tours/{tour.Name}");
            foreach (var number in Enumerable.Range(1, tour.Steps.Count))
                await WalkAsync(new TourPosition(tour, number));
        }
    }

    [Fact]
    public async Task Address_of_a_step_opens_it_and_typing_in_a_field_does_not_leave_it()
    {
        await SignInWithConsentAsync("bob");

        await OpenAsync("/tours/no-user/2");
        await ExpectStepAsync("no-user", 2);
        await CircuitRunsAsync();
        await Page.Locator("main select").First.PressAsync("ArrowRight");
        await Page.GetByRole(AriaRole.Switch).PressAsync("Space");

        await Assertions.Expect(Page.Locator("html[data-presenting]")).ToBeAttachedAsync();
        await ExpectStepAsync("no-user", 2);
        await Page.ExpectCleanAsync("tour in presenter mode");
        await Page.ReloadAsync();
        await Assertions.Expect(Page.Locator("html[data-presenting]")).ToBeAttachedAsync();
        await ExpectStepAsync("no-user", 2);
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task Card_does_not_cover_its_target(int width, int height)
    {
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await SignInWithConsentAsync("bob");
        await Page.SetViewportSizeAsync(width, height);

        await OpenAsync("/tours/bobs-403/3");
        await ExpectStepAsync("bobs-403", 3);
        await CircuitRunsAsync();

        await Assertions.Expect(Target).ToBeInViewportAsync();
        await Page.WaitForFunctionAsync(
            "() => document.querySelector('[data-tour-target]').getBoundingClientRect().top"
            + " + Math.min(150, document.querySelector('[data-tour-target]').offsetHeight)"
            + " <= document.querySelector('tour-guide').getBoundingClientRect().top");
    }

    private async Task WalkAsync(TourPosition at)
    {
        var needed = Card.Locator("[data-tour-do][href]");
        await ExpectAtAsync(at);
        await Assertions.Expect(Page.Locator("tour-guide[data-state='found']").Or(needed).First).ToBeVisibleAsync();
        if (at.Step.As is not null && await needed.IsVisibleAsync())
            await needed.ClickAsync();
        await ExpectAtAsync(at);
        await Assertions.Expect(Target).ToBeVisibleAsync();
        switch (at.Step.Action)
        {
            case TourAction.SignIn:
                await needed.ClickAsync();
                return;
            case TourAction.Click or TourAction.Play:
                await CircuitRunsAsync();
                await Card.Locator("[data-tour-do]").ClickAsync();
                break;
        }

        if (at is { Tour.Name: "franks-second-factor", Number: 3 })
            await Approve.ClickAsync();

        if (at.Next is null)
            return;

        await CircuitRunsAsync();
        if (at.Step.Action is TourAction.Click)
            await Assertions.Expect(Page.Locator("main .both, main .table-region")).ToBeVisibleAsync();

        await Card.Locator("[data-tour-next]").ClickAsync();
    }

    private Task ExpectAtAsync(TourPosition at) => Assertions.Expect(Card).ToHaveAttributeAsync("position", $"{at}");

    private async Task ExpectStepAsync(string tour, int number)
    {
        await ExpectAtAsync(TourPosition.Find(tour, number)!);
        await Assertions.Expect(Card).ToHaveAttributeAsync("data-state", "found");
    }

    private void ConsentToEverything()
    {
        var services = Demo.EmulatorApp.Services;
        var tenant = services.GetRequiredService<TenantDirectory>();
        var consents = services.GetRequiredService<ConsentStore>();
        var portal = tenant.FindApp(TestTenant.Portal)!;
        consents.Grant(portal, user: null, portal, ["user_impersonation"]);
        consents.Grant(portal, user: null, tenant.FindApp(TestTenant.AppB)!, ["access_as_user"]);
        consents.Grant(portal, user: null, tenant.FindAppByName("Microsoft Graph")!,
            [.. GraphPurpose.All.SelectMany(p => p.Permissions), "openid", "profile", "offline_access"]);
    }
}
