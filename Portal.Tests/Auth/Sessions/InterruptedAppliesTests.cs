using System.Security.Claims;
using Microsoft.Extensions.Time.Testing;
using Portal.Auth.Sessions;
using Portal.Contracts.Problems;

namespace Portal.Tests.Auth.Sessions;

/// <summary>An interrupted Apply continues only for the user, the tab, the address and the consent that it waited for.</summary>
public sealed class InterruptedAppliesTests
{
    private const string Address = "/admin/roles/AppB?change=add";
    private const string Preview = "preview";
    private const string Tab = "5f0f4a1e-6a4e-4a5c-8d0f-1f6a0b6f7c11";
    private const string OtherTab = "5f0f4a1e-6a4e-4a5c-8d0f-1f6a0b6f7c12";

    private const string Api = "Microsoft Graph (change consents)";

    private static readonly string[] Scopes = ["https://graph.microsoft.com/Change", "https://graph.microsoft.com/Read"];
    private static readonly ApiProblem Missing = new(ProblemCodes.ConsentRequired, 403, "Consent is missing", Api: Api, Scopes: Scopes);

    private readonly FakeTimeProvider _time = new();
    private readonly InterruptedApplies _applies;
    private readonly ClaimsPrincipal _before = SignedIn("carol");
    private readonly ClaimsPrincipal _after = SignedIn("carol");

    public InterruptedAppliesTests() => _applies = new InterruptedApplies(_time);

    [Fact]
    public async Task ADM_16_It_continues_once_after_the_consent()
    {
        await ConsentAsync(_after);

        Assert.Equal(Preview, await _applies.TakeAsync(_after, Tab, Address));
        Assert.Null(await _applies.TakeAsync(_after, Tab, Address));
    }

    [Fact]
    public async Task ADM_16_Of_many_pages_at_once_only_one_continues()
    {
        await ConsentAsync(_after);

        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(
            () => _applies.TakeAsync(_after, Tab, Address), TestContext.Current.CancellationToken)));

        Assert.Single(taken, preview => preview is not null);
    }

    [Fact]
    public async Task ADM_16_It_does_not_continue_without_the_consent()
    {
        await KeepAsync();

        Assert.Null(await _applies.TakeAsync(_before, Tab, Address));
    }

    [Fact]
    public async Task ADM_16_It_does_not_continue_if_the_consent_was_begun_and_not_given()
    {
        await KeepAsync();
        Assert.NotNull(await _applies.StartAsync(_before, Tab, Api, Scopes));

        Assert.Null(await _applies.TakeAsync(_before, Tab, Address));
        Assert.Null(await _applies.TakeAsync(_after, Tab, Address));
    }

    [Fact]
    public async Task ADM_16_Coming_back_without_a_consent_ends_it()
    {
        await KeepAsync();
        var started = await _applies.StartAsync(_before, Tab, Api, Scopes);
        await _applies.TakeAsync(_before, Tab, Address);

        await _applies.ReturnAsync(_after, started!);

        Assert.Null(await _applies.TakeAsync(_after, Tab, Address));
    }

    [Theory]
    [InlineData(OtherTab, Address)]
    [InlineData(Tab, "/admin/roles/AppB?change=other")]
    public async Task ADM_16_Another_tab_or_address_does_not_continue(string tab, string address)
    {
        await ConsentAsync(_after);

        Assert.Null(await _applies.TakeAsync(_after, tab, address));
    }

    [Fact]
    public async Task ADM_16_Another_session_of_the_same_user_neither_starts_nor_takes_it()
    {
        await KeepAsync();
        Assert.Null(await _applies.StartAsync(SignedIn("carol"), Tab, Api, Scopes));

        await ConsentAsync(_after);

        Assert.Null(await _applies.TakeAsync(SignedIn("carol"), Tab, Address));
    }

    [Fact]
    public async Task ADM_16_Another_user_who_gave_the_consent_does_not_continue()
    {
        var other = SignedIn("alice");
        await ConsentAsync(other);

        Assert.Null(await _applies.TakeAsync(other, Tab, Address));
        Assert.Null(await _applies.TakeAsync(_after, Tab, Address));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(OtherTab)]
    [InlineData("not a tab")]
    public async Task ADM_16_Link_without_the_tab_starts_nothing(string? tab)
    {
        await KeepAsync();

        Assert.Null(await _applies.StartAsync(_before, tab, Api, Scopes));
    }

    [Fact]
    public async Task ADM_16_Consent_to_other_scopes_starts_nothing()
    {
        await KeepAsync();

        Assert.Null(await _applies.StartAsync(_before, Tab, "AppB", ["api://appb/access_as_user"]));
        Assert.Null(await _applies.StartAsync(_before, Tab, Api, Scopes[..1]));
        Assert.NotNull(await _applies.StartAsync(_before, Tab, "Microsoft Graph (administration)", [.. Scopes, "more"]));
    }

    [Fact]
    public async Task ADM_16_Without_known_scopes_only_the_same_API_starts_it()
    {
        await _applies.KeepAsync(_before, Tab, Address, Preview, Missing with { Scopes = null });

        Assert.Null(await _applies.StartAsync(_before, Tab, "AppB", Scopes));
        Assert.NotNull(await _applies.StartAsync(_before, Tab, Api, Scopes));
    }

    [Fact]
    public async Task ADM_16_State_of_an_earlier_consent_does_not_release_a_later_apply()
    {
        await KeepAsync();
        var earlier = await _applies.StartAsync(_before, Tab, Api, Scopes);
        await KeepAsync();

        await _applies.ReturnAsync(_after, earlier!);

        Assert.Null(await _applies.TakeAsync(_after, Tab, Address));
    }

    [Fact]
    public async Task ADM_16_It_ends_after_some_minutes()
    {
        await KeepAsync();
        _time.Advance(InterruptedApplies.MaxAge);
        Assert.Null(await _applies.StartAsync(_before, Tab, Api, Scopes));

        await ConsentAsync(_after);
        _time.Advance(InterruptedApplies.MaxReturn);

        Assert.Null(await _applies.TakeAsync(_after, Tab, Address));
    }

    [Fact]
    public async Task ADM_16_Browser_without_a_tab_and_user_without_a_session_keep_nothing()
    {
        Assert.False(await _applies.KeepAsync(_before, "", Address, Preview, Missing));
        Assert.False(await _applies.KeepAsync(User("carol"), Tab, Address, Preview, Missing));
    }

    private Task<bool> KeepAsync() => _applies.KeepAsync(_before, Tab, Address, Preview, Missing);

    private async Task ConsentAsync(ClaimsPrincipal returned)
    {
        await KeepAsync();
        await _applies.ReturnAsync(returned, (await _applies.StartAsync(_before, Tab, Api, Scopes))!);
    }

    private static ClaimsPrincipal SignedIn(string name)
    {
        var user = User(name);
        SessionKey.New(user).AttachTo(user);
        return user;
    }

    private static ClaimsPrincipal User(string name) =>
        new(new ClaimsIdentity([new Claim("oid", name), new Claim("tid", "contoso"), new Claim("sid", "one browser")], "test"));
}
