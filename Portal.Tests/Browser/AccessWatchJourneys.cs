using Demo;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Pages that stay open while an administrator changes what their user is allowed to do.</summary>
[Collection(JourneysOfChange.Name)]
public sealed class AccessWatchJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const string EverySecond = "--Portal:AccessWatch:Seconds=1";

    [Fact]
    public async Task ADM_09_Open_page_loads_once_Bob_has_the_role()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, null, EverySecond);
        await SignInWithConsentAsync("bob");
        await Assertions.Expect(Code(ProblemCodes.RoleMissing)).ToBeVisibleAsync();

        Assign("bob", "Orders.Read");

        await Assertions.Expect(Change("Orders.Read")).ToBeVisibleAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
    }

    [Fact]
    public async Task OBO_04_Open_page_requests_consent_again_once_it_is_withdrawn()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, null, EverySecond);
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        Withdraw("alice");

        await Assertions.Expect(Change("AppB")).ToBeVisibleAsync();
        await Assertions.Expect(GrantButton).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Table)).ToBeHiddenAsync();
    }

    // A change that the page announces.
    private ILocator Change(string name) =>
        Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });

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
        foreach (var grant in Of<ConsentStore>().All().Where(g => g.Key.User == IdOf(user) && g.Key.Resource == appB))
            Of<ConsentStore>().Change(grant.Id, []);
    }

    private Guid IdOf(string user) => Of<TenantDirectory>().Users.Single(u => u.UserName == user).Id;
}
