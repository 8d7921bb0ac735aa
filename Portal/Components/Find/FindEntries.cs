using MudBlazor;
using Portal.Components.Access;
using Portal.Components.Audit;
using Portal.Components.Consents;
using Portal.Components.Data;
using Portal.Components.Demo;
using Portal.Components.Diagnostics;
using Portal.Components.Exports;
using Portal.Components.Home;
using Portal.Components.Layout;
using Portal.Components.Roles;
using Portal.Components.SavedViews;
using Portal.Components.Shared;
using Portal.Components.Tokens;
using Portal.Components.Trace;
using Portal.Contracts.ApiPreview;
using Portal.Contracts.Data;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Roles;
using Portal.Contracts.SavedViews;
using Portal.Contracts.SignIn;
using Portal.Contracts.Tokens;
using Portal.Contracts.Trace;
using Portal.Contracts.UserAccess;

namespace Portal.Components.Find;

/// <summary>What “Find anything” finds, from what the portal's pages and its API return.</summary>
internal static class FindEntries
{
    public const string Views = "Views";
    public const string Saved = SavedViewEntries.Label;
    public const string Pages = "Pages";
    public const string Actions = "Actions";
    public const string People = "User access";
    public const string AppRoles = "Roles";
    public const string Codes = CodesPage.Heading;
    public const string Traces = "Recent requests";

    /// <summary>A few, because they are also in the list before anything is typed.</summary>
    public const int MaxTraces = 20;

    // By its attribute, because its name includes a count.
    private const string PutBack = "[data-put-back]";

    private static readonly IReadOnlyList<FindEntry> EveryonesPages =
    [
        Page("Home", ".", Icons.Material.Rounded.Route, "start chain what you can do"),
        Page("Tokens", TokenUrl.Own, Icons.Material.Rounded.VpnKey, "claims scopes audience lifetime"),
        Page("Access", "access", Icons.Material.Rounded.FactCheck, "checks verdict permissions why 403"),
        Page(SavedViewEntries.Label, SavedViewsPage.Address, Icons.Material.Rounded.Bookmarks, "bookmarks filters"),
        Page("Trace", TraceAddress.Path, Icons.Material.Rounded.Timeline, "requests hops step by step waterfall"),
        Page("No user?", "no-user", Icons.Material.Rounded.PersonOff, "app-only client credentials background application"),
        Page(CodesPage.Heading, DiagnosticsAddresses.CodesPath, Icons.Material.Rounded.Numbers, "errors problems AADSTS"),
    ];

    private static readonly IReadOnlyList<FindEntry> AdministratorsPages =
    [
        Page("Roles", RolesAddress.Path, Icons.Material.Rounded.Badge, "assignments app roles groups"),
        Page("User access", UserAccessAddresses.Path, Icons.Material.Rounded.PersonSearch, "people users forecast what can somebody see"),
        Page("Consents", ConsentsAddress.Path, Icons.Material.Rounded.Handshake, "permissions grants scopes"),
        Page(AuditLogPanel.Heading, AuditLogAddress.Path, Icons.Material.Rounded.History, "changes undo who export"),
        Page(DiagnosticsPage.Heading, DiagnosticsAddresses.Path, Icons.Material.Rounded.Troubleshoot, "diagnostics health configuration settings"),
        Page("Preview an API", ApiPreviewAddresses.Path, Icons.Material.Rounded.Api, "OpenAPI document try"),
    ];

    private static readonly IReadOnlyList<FindEntry> AllCodes =
    [
        .. ExplainedCodes.All.Select(code => new FindEntry(
            $"code:{code.Code}", Codes, code.Code, code.Title, Icons.Material.Rounded.ReportProblem,
            $"{DiagnosticsAddresses.CodesPath}#{code.Code}")),
    ];

    private static readonly FindEntry Decode = new(
        "decode", Actions, "Decode a token", "Paste it there, not here", Icons.Material.Rounded.VpnKey, TokenUrl.Paste, "inspect jwt paste");

    public static IEnumerable<FindEntry> OfPages(bool isAdministrator) =>
        isAdministrator ? EveryonesPages.Concat(AdministratorsPages) : EveryonesPages;

    public static IEnumerable<FindEntry> OfCodes() => AllCodes;

    /// <summary>The actions of the current page, and those of every page.</summary>
    /// <param name="isDemo">Whether the emulator's controls and accounts are offered.</param>
    /// <param name="page">The current page, to return to.</param>
    public static IEnumerable<FindEntry> OfActions(bool isDemo, string page)
    {
        if (page.Contains("data/", StringComparison.OrdinalIgnoreCase))
            yield return Action("Export this view", ExportMenu.Label, Icons.Material.Rounded.FileDownload, "download csv excel xlsx");

        yield return Decode;
        yield return new FindEntry(
            "compare", Actions, "Compare two tokens", null, Icons.Material.Rounded.Compare,
            TokenUrl.Compare(TokenHops.IdToken, TokenHops.Portal), "difference");
        yield return Action("Use the light theme", "Light", Icons.Material.Rounded.LightMode, "appearance colours toggle");
        yield return Action("Use the dark theme", "Dark", Icons.Material.Rounded.DarkMode, "appearance colours toggle");
        yield return Action("Use the theme of the system", "System", Icons.Material.Rounded.Contrast, "appearance colours toggle");
        yield return Action("Show the keyboard shortcuts", UserMenu.KeysLabel, Icons.Material.Rounded.Keyboard, "keys help ?");
        if (isDemo)
        {
            yield return Action(DemoDrawer.OpenLabel, DemoDrawer.OpenLabel, Icons.Material.Rounded.Science, "faults scenarios emulator demo");
            yield return Action(
                PutBackButton.Label, $"{PutBack}|{DemoDrawer.OpenLabel}", Icons.Material.Rounded.Restore, "reset demo scenarios faults");
            foreach (var account in DemoAccount.All)
            {
                yield return new FindEntry(
                    $"account:{account.UserName}", Actions, $"Switch account to {account.Name}", account.UserName, Icons.Material.Rounded.SwitchAccount,
                    SessionRoutes.SignInAs(account.UserName, page), Leaves: true);
            }
        }

        yield return Action("Sign out", UserMenu.SignOutLabel, Icons.Material.Rounded.Logout, "leave switch account");
    }

    public static IEnumerable<FindEntry> OfViews(ViewCatalog catalog, AccessSource access) =>
        from api in catalog.Apis
        from view in api.Views
        let isLocked = access.Of(api.Api, view.Name) is { IsAllowed: false }
        select new FindEntry(
            $"view:{api.Api}/{view.Name}", Views, view.Title, isLocked ? $"{api.Title}, {NavigationView.LockedLabel}" : api.Title,
            isLocked ? Icons.Material.Rounded.Lock : Icons.Material.Rounded.TableRows, DataUrl.Of(api.Api, view.Name), view.Name);

    /// <param name="catalog">The titles of APIs and views; null if they are not known yet.</param>
    public static IEnumerable<FindEntry> Of(SavedViewList saved, ViewCatalog? catalog) => saved.Views.Select(view => new FindEntry(
        $"saved:{view.Id}", Saved, view.Name, TitleOf(view, catalog?.Find(view.Api)), Icons.Material.Rounded.Bookmark,
        DataUrl.Of(view.Api, view.View) + view.Query, $"{view.Api} {view.View}"));

    public static IEnumerable<FindEntry> Of(TraceList traces) => traces.Traces
        .Where(trace => TraceText.HasFailed(trace) || !trace.ByPortal)
        .Take(MaxTraces)
        .Select(trace => new FindEntry(
            $"trace:{trace.Id}", Traces, trace.Title, TraceText.Outcome(trace), Icons.Material.Rounded.Timeline,
            $"{new TraceAddress(trace.Id)}", $"{trace.Id} {trace.Problem?.Code} trace"));

    public static FindEntry OfTrace(string id) => new(
        $"trace:{id}", Traces, $"Trace {id}", null, Icons.Material.Rounded.Timeline, $"{new TraceAddress(id)}");

    public static IEnumerable<FindEntry> Of(ApiRoles roles) => roles.Roles.Select(role => new FindEntry(
        $"role:{roles.Api}/{role.Id}", AppRoles, role.Label, $"{roles.Title}, {role.Name}", Icons.Material.Rounded.Badge,
        RolesAddress.Of(roles.Api, role.Id), role.Description));

    public static IEnumerable<FindEntry> Of(UserPage people) => people.People.Select(person => new FindEntry(
        $"person:{person.Id}", People, person.Name, person.UserName, Icons.Material.Rounded.Person, UserAccessAddresses.Of(person.Id)));

    private static string TitleOf(SavedView saved, ApiViews? api) => api is null
        ? $"{saved.Api}, {saved.View}"
        : $"{api.Title}, {api.Find(saved.View)?.Title ?? saved.View}";

    private static FindEntry Page(string title, string href, string icon, string keywords) =>
        new($"page:{href}", Pages, title, null, icon, href, keywords);

    private static FindEntry Action(string title, string press, string icon, string keywords) =>
        new($"action:{title}", Actions, title, null, icon, Href: null, keywords, press);
}
