using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth.Sessions;
using Portal.Components.Changes;
using Portal.Components.Consents;
using Portal.Components.Problems;
using Portal.Components.Rows;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Tests.Components.AdminSetup;

namespace Portal.Tests.Components.Changes;

/// <summary>A consent is missing at Apply, and the user returns with it.</summary>
public sealed class InterruptedApplyTests : ComponentTest
{
    private const string Address = "/api/admin/consents";
    private const string Preview = $"{Address}/preview";
    private const string Changes = $"{Address}/changes";

    private static readonly ConsentParty Portal = new("22222222-0000-4000-8000-000000000001", "Portal", "client-1");
    private static readonly ConsentParty AppB = new("33333333-0000-4000-8000-000000000001", "AppB", "client-2");
    private static readonly ConsentScope Read = new("read", "Read it", "What there is.", false);
    private static readonly ConsentEntry ForEveryone = new(ConsentKinds.Everyone, Portal, AppB, null, [Read]);
    private static readonly ConsentChange Revoke = new(Portal.Id, AppB.Id, null, [], ["read"]);

    private static readonly ApiProblem Missing =
        AdminSetupSamples.Missing("change consents", "DelegatedPermissionGrant.ReadWrite.All");

    public InterruptedApplyTests()
    {
        User.SetRoles("Portal.Admin");
        User.SetClaims(new Claim("oid", "carol"), new Claim("tid", "contoso"));
        Api.Returns(Address, new ConsentList(Portal, [new ConsentApi(AppB, [Read], "AppB")], [ForEveryone], [], null, null));
        Api.Returns(Preview, Previewed("Portal can no longer use read."));
        Api.Returns(Changes, new ConsentOutcomes([new ConsentOutcome(Revoke, ChangeStates.Done, [])]));
        Api.Returns(AdminSetupSamples.Fresh, AdminSetupSamples.Report(granted: false));
        Navigation.NavigateTo(ConsentsAddress.Of(new ConsentFilter(), [Revoke]));
    }

    private InterruptedApplies Applies => Services.GetRequiredService<InterruptedApplies>();

    [Fact]
    public async Task ADM_16_Unchanged_preview_is_applied_without_another_click()
    {
        await InterruptAsync();
        await ConsentAsync();

        var page = Open();

        page.WaitForAssertion(() => Assert.Single(page.FindAll($"li[data-state='{ChangeStates.Done}']")));
        Assert.Contains(ChangeText.Returned(ReturnedApply.Continued), TextOf(page), StringComparison.Ordinal);
        Assert.Equal(2, Applied());
    }

    [Fact]
    public async Task ADM_16_Changed_preview_waits_for_the_user()
    {
        await InterruptAsync();
        await ConsentAsync();
        Api.Returns(Preview, Previewed("Portal can no longer use read, and nobody else either."));

        var page = Open();

        WaitUntilOpened(page);
        Assert.Contains(ChangeText.Returned(ReturnedApply.Changed), TextOf(page), StringComparison.Ordinal);
        Assert.NotNull(page.ByRole("button", ChangeText.ApplyLabel(1)));
        Assert.Equal(1, Applied());
    }

    [Fact]
    public async Task ADM_16_Return_without_the_consent_applies_nothing()
    {
        await InterruptAsync();

        var page = Open();

        WaitUntilOpened(page);
        Assert.NotNull(page.ByRole("button", ChangeText.ApplyLabel(1)));
        Assert.Empty(page.FindAll(".notice"));
        Assert.Equal(1, Applied());
    }

    [Fact]
    public async Task ADM_16_Consent_to_another_API_applies_nothing()
    {
        await InterruptAsync();
        await ConsentAsync("AppB", "api://appb/access_as_user");

        var page = Open();

        WaitUntilOpened(page);
        Assert.NotNull(page.ByRole("button", ChangeText.ApplyLabel(1)));
        Assert.Equal(1, Applied());
    }

    [Fact]
    public async Task ADM_16_Consent_that_is_missing_again_is_not_requested_in_a_loop()
    {
        await InterruptAsync();
        await ConsentAsync();
        Api.Refuses(Changes, Missing);

        var page = Open();

        WaitUntilOpened(page);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-setup=missing]")));
        Assert.Equal(2, Applied());
        await DisposeComponentsAsync();
        WaitUntilOpened(Open());
        Assert.Equal(2, Applied());
    }

    [Fact]
    public async Task ADM_16_Link_to_a_preview_alone_applies_nothing()
    {
        await ConsentAsync();

        var page = Open();

        WaitUntilOpened(page);
        Assert.NotNull(page.ByRole("button", ChangeText.ApplyLabel(1)));
        Assert.Equal(0, Applied());
    }

    // Whatever continues has continued.
    private static void WaitUntilOpened(IRenderedComponent<ConsentsPage> page) =>
        page.WaitForAssertion(() => Assert.True(page.Find("section[aria-labelledby=changes-title]").HasAttribute("data-opened")));

    private int Applied() => Api.Requests.Count(r => r == Changes);

    private async Task InterruptAsync()
    {
        SessionKey.New(await UserAsync()).AttachTo(await UserAsync());
        Api.Refuses(Changes, Missing);
        var page = Open();
        page.WaitForAssertion(() => Assert.NotNull(page.ByRole("button", ChangeText.ApplyLabel(1))));

        page.ByRole("button", ChangeText.ApplyLabel(1)).Click();

        page.WaitForAssertion(() => Assert.NotNull(page.Find($"input[name={SessionRoutes.ConsentContinues}]")));
        Api.Returns(Changes, new ConsentOutcomes([new ConsentOutcome(Revoke, ChangeStates.Done, [])]));
        await DisposeComponentsAsync();
    }

    private Task ConsentAsync() => ConsentAsync(Missing.Api!, [.. Missing.Scopes!]);

    private async Task ConsentAsync(string api, params string[] scopes)
    {
        var user = await UserAsync();
        if (await Applies.StartAsync(user, await Services.GetRequiredService<BrowserTab>().IdAsync(), api, scopes) is { } started)
            await Applies.ReturnAsync(user, started);
    }

    private IRenderedComponent<ConsentsPage> Open() => Render<ConsentsPage>();

    private async Task<ClaimsPrincipal> UserAsync() =>
        (await Services.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync()).User;

    private static ConsentPreview Previewed(string effect) =>
        new([new PlannedConsentChange(Revoke, Portal, AppB, null, ChangeStates.Ready, ["read"], [effect])]);
}
