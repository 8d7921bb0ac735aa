using Demo;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Pages that are open while an administrator elsewhere changes what their user may do.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class AccessWatchJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const string EverySecond = "--Portal:AccessWatch:Seconds=1";

    [Fact]
    public async Task Bob_is_given_the_role_and_his_open_page_loads_by_itself()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, null, EverySecond);
        await SignInWithConsentAsync("bob");
        await Assertions.Expect(Page.GetByText("AppB refused the call")).ToBeVisibleAsync();

        Assign("bob", "Orders.Read");

        await Assertions.Expect(Page.GetByText("On AppB you now have the role Orders.Read.")).ToBeVisibleAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
    }

    [Fact]
    public async Task Alice_withdraws_her_consent_and_the_open_page_says_so_and_offers_it_again()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, null, EverySecond);
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);

        Withdraw("alice");

        await Assertions.Expect(Page.GetByText("The consent for AppB was withdrawn")).ToBeVisibleAsync();
        await Assertions.Expect(GrantButton).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Table)).ToBeHiddenAsync();
    }

    private T Of<T>()
        where T : notnull => Demo.EmulatorApp.Services.GetRequiredService<T>();

    private void Assign(string user, string role)
    {
        var resource = Of<TenantDirectory>().FindAppByName("AppB")!;
        Of<Assignments>().Add(
            resource.Principal!, resource.Roles.Single(r => r.Value == role).Id, IdOf(user), PrincipalKind.User);
    }

    private void Withdraw(string user)
    {
        var appB = Of<TenantDirectory>().FindAppByName("AppB")!.Id;
        foreach (var grant in Of<Consents>().All().Where(g => g.Key.User == IdOf(user) && g.Key.Resource == appB))
            Of<Consents>().Change(grant.Id, []);
    }

    private Guid IdOf(string user) => Of<TenantDirectory>().Users.Single(u => u.UserName == user).Id;
}
