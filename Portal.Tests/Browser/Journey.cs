using System.Text.RegularExpressions;
using Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Portal.Components.Layout;
using Portal.Components.Problems;
using Portal.Components.SignIn;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A test in a browser of its own.</summary>
[Collection(Journeys.Name)]
public abstract class Journey(DemoFixture fixture) : IAsyncLifetime
{
    /// <summary>The rows of a full page of a data view.</summary>
    protected const int PageSize = 50;

    private readonly List<IBrowserContext> _contexts = [];

    protected DemoFixture Fixture { get; } = fixture;

    /// <summary>The shared apps; a test that breaks something starts its own.</summary>
    protected DemoHost Demo { get; set; } = fixture.Demo;

    protected IPage Page { get; private set; } = null!;

    /// <summary>The button that accepts consent or the second factor on the emulator's pages.</summary>
    protected ILocator Accept => AcceptOn(Page);

    protected ILocator Decline => Button("Cancel");

    protected ILocator Approve => Button("Approve");

    protected ILocator AccountMenu => AccountMenuOn(Page);

    /// <summary>Rows with data cells, without the header row.</summary>
    protected ILocator Rows => Page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row)
        .Filter(new() { Has = Page.GetByRole(AriaRole.Cell) });

    /// <summary>The links that open rows, without those to rows of other views.</summary>
    protected ILocator RowLinks => RowLinksOn(Page);

    protected ILocator Continue => Link(NextStep.ContinueLabel);

    protected ILocator SignInLink => Link(SignInPrompt.SignInLabel);

    protected ILocator GrantButton => Link(NextStep.GrantAccess("AppB")).First;

    /// <summary>The required role, which administrators' pages show to other users.</summary>
    protected ILocator AdministratorRole => Button(Portal.Auth.PortalPolicies.AdminRole);

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

    /// <summary>Starts all apps for one test: without any consent, or to be broken.</summary>
    protected static Task<DemoHost> StartOwnDemoAsync(
        TemporaryFolder folder, Action<WebApplicationBuilder>? configureEmulator = null, params string[] settings) =>
        DemoHost.StartAsync(
            DemoOptions.OnFreePorts(
                folder.Path, ["--AppB:Orders=100", "--Logging:LogLevel:Default=None", .. settings]) with
            {
                ConfigureEmulator = configureEmulator,
            },
            TestContext.Current.CancellationToken);

    /// <summary>A page in another browser, which shares nothing with the first.</summary>
    protected async Task<IPage> NewBrowserAsync(BrowserNewContextOptions? options = null)
    {
        var context = await Fixture.Browser.NewContextAsync(options);
        _contexts.Add(context);
        return await context.NewPageAsync();
    }

    protected Task OpenAsync(string path) => Page.GotoAsync(Address(path));

    protected string Address(string path) => new Uri(Demo.Portal, path).ToString();

    /// <summary>
    /// Opens <paramref name="path"/> as <paramref name="user"/>, who accepts the consent that sign-in requests.
    /// </summary>
    protected async Task SignInAsync(string user, string path = "/tokens")
    {
        await OpenAsync(path);
        await PickAndAcceptAsync(user);
    }

    /// <summary>
    /// Opens the orders as <paramref name="user"/>, consents to them if necessary, and waits until the page is interactive. A
    /// user who has already signed in to the shared apps this way returns with the same cookies, as long as they are valid.
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
            await PickAndAcceptAsync(user);
            if (shared)
                Fixture.SignedIn[user] = await CookiesAsync();
        }

        await GiveConsentAsync();
        await CircuitRunsAsync();
    }

    /// <summary>Consents to the orders, on their page, if necessary.</summary>
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

    protected static ILocator AcceptOn(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true });

    protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    protected ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    protected ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    /// <summary>
    /// A code that the page shows: a problem's own (<c>role_missing</c>) or the sign-in service's (<c>AADSTS…</c>).
    /// </summary>
    protected ILocator Code(string code) => Button(code).First;

    /// <summary>Waits until the circuit runs. Until then, it may render the page again and lose a click.</summary>
    protected Task CircuitRunsAsync() => Assertions.Expect(Page.Locator("main[data-live]")).ToBeAttachedAsync();

    // Not with WaitForURLAsync: it can miss an address that changes between its look at the page and its subscription.
    protected Task ExpectAddressAsync(string part) => ExpectAddressAsync(Page, part);

    protected static Task ExpectAddressAsync(IPage page, string part) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(part), RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)));

    /// <summary>Waits for the page that confirms the administrator's consent.</summary>
    protected static async Task ExpectGrantedByAdministratorAsync(IPage page)
    {
        await ExpectAddressAsync(page, SessionRoutes.AdministratorResult);
        await ExpectAddressAsync(page, $"{SessionRoutes.AdministratorOutcome}={SessionRoutes.AdministratorGranted}");
    }

    protected async Task ExpectSignedOutAsync()
    {
        await ExpectAddressAsync(SessionRoutes.SignedOut);
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(AccountMenu).ToHaveCountAsync(0);
    }

    protected Task PickAsync(string user) => Account(user).ClickAsync();

    protected async Task SignOutAsync()
    {
        await CircuitRunsAsync();
        await AccountMenu.ClickAsync();
        await Button(UserMenu.SignOutLabel).ClickAsync();
    }

    protected static ILocator RowLinksOn(IPage page) => page.Locator("a.row-link");

    protected static ILocator AccountMenuOn(IPage page) =>
        page.GetByRole(AriaRole.Button, new() { Name = UserMenu.AccountLabel });

    protected ILocator Account(string user) => AccountOn(Page, user);

    protected static ILocator AccountOn(IPage page, string user) =>
        page.GetByRole(AriaRole.Button, new() { Name = $"{user}@contoso.example" });

    private async Task PickAndAcceptAsync(string user)
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
