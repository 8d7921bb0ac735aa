using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Abstractions;
using MudBlazor.Services;
using Portal.Auth;
using Portal.Auth.Sessions;
using Portal.Client;
using Portal.Components.Access;
using Portal.Components.AdminSetup;
using Portal.Components.Data;
using Portal.Components.Demo;
using Portal.Components.Exports;
using Portal.Components.Layout;
using Portal.Components.Problems;
using Portal.Components.Rows;
using Portal.Components.Shared;
using Portal.Contracts.AdminSetup;
using Portal.Exports;
using Portal.Redis;
using Portal.Tests.Support;
using Portal.Tracing;

namespace Portal.Tests.Components;

/// <summary>Renders components for Alice with the real API client; only its HTTP handler is stubbed.</summary>
public abstract class ComponentTest : BunitContext
{
    // While the hosts of other tests start, the thread pool can take seconds to continue a component's task.
    static ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    protected ComponentTest()
        : this(shared: null)
    {
    }

    /// <param name="shared">Where the instances keep changes that are being entered.</param>
    private protected ComponentTest(EncryptedEntries? shared)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;

        // The navigation asks it for administrators.
        Api.Returns("/api/admin/setup", new AdminSetupReport([]));
        User = this.AddAuthorization();
        User.SetAuthorized("Alice").SetClaims(
            new("oid", "alice"), new("name", "Alice"), new("preferred_username", "alice@contoso.example"));

        Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        Services.AddSingleton<IAuthorizationHeaderProvider, StubHeaders>();
        Services.AddOptions<PortalApiOptions>();
        Services.AddScoped<PortalToken>();
        Services.AddScoped(services => new PortalApiClient(
            new HttpClient(Api) { BaseAddress = new Uri("http://portal.example/") },
            services.GetRequiredService<PortalToken>(),
            services.GetRequiredService<RequestTraces>(),
            services.GetRequiredService<PageActions>()));
        Services.AddScoped<PageActions>();
        Services.AddSingleton<RequestTraces>();
        Services.AddScoped<ViewCatalogSource>();
        Services.AddScoped<AccessSource>();
        Services.AddScoped<AdminSetupSource>();
        Services.AddSingleton(new InterruptedApplies(Time));
        Services.AddSingleton(Local.Notices());
        Services.AddSingleton<AccessNotices>();
        Services.AddOptions<AccessWatchOptions>();
        Services.AddScoped<DemoControls>();
        Services.AddScoped<DemoStage>();
        Services.AddScoped<VisitorCulture>();
        Services.AddScoped<CircuitExports>();
        Services.AddSingleton<IHostApplicationLifetime>(Lifetime);
        Services.AddSingleton<StopNotice>();
        Services.AddSingleton(_ => new InterruptedDrafts(shared));
        Services.AddScoped<BrowserTab>();
        Services.AddSingleton<RunningExports>();

        // Last: both resolve services, and none can be registered after that.
        this.AddBunitPersistentComponentState();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected StubApi Api { get; } = new();

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected BunitAuthorizationContext User { get; }

    protected ApplicationLifetime Lifetime { get; } = new(NullLogger<ApplicationLifetime>.Instance);

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>The text content with each run of white space as one space.</summary>
    protected static string TextOf<T>(IRenderedComponent<T> component)
        where T : IComponent =>
        string.Join(' ', component.Nodes.Select(n => n.TextContent))
            .Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Aggregate("", (text, word) => $"{text} {word}");

    /// <summary>The page shows the app role it requires instead of its content.</summary>
    protected static void AssertAdministratorsOnly<T>(IRenderedComponent<T> page)
        where T : IComponent =>
        page.WaitForAssertion(() => Assert.Contains(PortalPolicies.AdminRole, page.Copies()));

    protected static void TryAgain<T>(IRenderedComponent<T> page)
        where T : IComponent =>
        page.ByRole("button", NextStep.TryAgainLabel).Click();

    protected static string? LinkTo<T>(IRenderedComponent<T> component, string text)
        where T : IComponent =>
        component.FindAll("a")
            .FirstOrDefault(a => a.TextContent.Contains(text, StringComparison.Ordinal))
            ?.Address();
}
