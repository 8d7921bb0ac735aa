using Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>One person, one browser, one walk through the product.</summary>
[Collection(Journeys.Name)]
public abstract class Journey(DemoFixture fixture) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];

    protected DemoFixture Fixture { get; } = fixture;

    /// <summary>The shared one; a test that breaks things brings its own.</summary>
    protected DemoHost Demo { get; set; } = fixture.Demo;

    protected IPage Page { get; private set; } = null!;

    protected ILocator Accept => Page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true });

    protected ILocator Cancel => Page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true });

    protected ILocator AccountMenu => Page.GetByRole(AriaRole.Button, new() { Name = "account and theme" });

    protected ILocator Rows => Page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row);

    public async ValueTask InitializeAsync() => Page = await NewBrowserAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await BrowserFixture.KeepScreenshotsAsync(context);
            await context.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A product for one test alone: where nobody has agreed to anything yet, or to be broken.</summary>
    protected static Task<DemoHost> StartOwnDemoAsync(
        TemporaryFolder folder, Action<WebApplicationBuilder>? configureEmulator = null, params string[] settings) =>
        DemoHost.StartAsync(
            DemoOptions.OnFreePorts(folder.Path, ["--AppB:Orders=100", "--Logging:LogLevel:Default=None", .. settings]) with
            {
                ConfigureEmulator = configureEmulator,
            },
            TestContext.Current.CancellationToken);

    /// <summary>A page in a browser that shares nothing with the others.</summary>
    protected async Task<IPage> NewBrowserAsync(BrowserNewContextOptions? options = null)
    {
        var context = await Fixture.Browser.NewContextAsync(options);
        _contexts.Add(context);
        return await context.NewPageAsync();
    }

    protected Task OpenAsync(string path) => Page.GotoAsync(Address(path));

    protected string Address(string path) => new Uri(Demo.Portal, path).ToString();

    /// <summary>Opens <paramref name="path"/> as <paramref name="user"/>, who agrees to what sign-in asks.</summary>
    protected async Task SignInAsync(string user, string path = "/tokens")
    {
        await OpenAsync(path);
        await PickAndAgreeAsync(user);
    }

    /// <summary>
    /// Opens the orders as <paramref name="user"/>, who gives the consent that they need if it was not given before. Who has signed
    /// in to the shared product on such a walk comes back with the same cookies, as long as those are good.
    /// </summary>
    protected async Task SignInWithConsentAsync(string user)
    {
        var shared = Demo == Fixture.Demo;
        if (shared && Fixture.SignedIn.TryGetValue(user, out var cookies))
            await Page.Context.AddCookiesAsync(cookies);

        await OpenAsync("/data/appb/orders");
        await Assertions.Expect(Account(user).Or(AccountMenu)).ToBeVisibleAsync();
        if (await Account(user).IsVisibleAsync())
        {
            await PickAndAgreeAsync(user);
            if (shared)
                Fixture.SignedIn[user] = await CookiesAsync();
        }

        await GiveConsentAsync();
    }

    /// <summary>On the page of the orders: gives the consent that they need if it was not given before.</summary>
    protected async Task GiveConsentAsync()
    {
        var grant = GrantButton;
        var outcome = Page.GetByRole(AriaRole.Table).Or(Page.GetByRole(AriaRole.Alert));
        await Assertions.Expect(outcome.First).ToBeVisibleAsync();
        if (!await grant.IsVisibleAsync())
            return;

        await grant.ClickAsync();
        await Accept.ClickAsync();
        await Assertions.Expect(outcome.First).ToBeVisibleAsync();
    }

    protected ILocator GrantButton => Page.GetByRole(AriaRole.Link, new() { Name = "Grant access to AppB" }).First;

    protected Task PickAsync(string user) => Account(user).ClickAsync();

    protected async Task SignOutAsync()
    {
        // The circuit renders the page anew when it starts, which closes a menu that was opened before.
        await Assertions.Expect(Page.Locator(".user-menu__user")).ToBeAttachedAsync();
        await AccountMenu.ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
    }

    private ILocator Account(string user) => Page.GetByRole(AriaRole.Button, new() { Name = $"{user}@contoso.example" });

    private async Task PickAndAgreeAsync(string user)
    {
        await PickAsync(user);
        await Assertions.Expect(Accept.Or(AccountMenu)).ToBeVisibleAsync();
        if (await Accept.IsVisibleAsync())
            await Accept.ClickAsync();

        await Assertions.Expect(AccountMenu).ToBeVisibleAsync();
    }

    private async Task<IReadOnlyList<Cookie>> CookiesAsync() =>
    [
        .. (await Page.Context.CookiesAsync()).Select(c => new Cookie
        {
            Name = c.Name,
            Value = c.Value,
            Domain = c.Domain,
            Path = c.Path,
            Expires = c.Expires,
            HttpOnly = c.HttpOnly,
            Secure = c.Secure,
            SameSite = c.SameSite,
        }),
    ];
}
