using Microsoft.Playwright;
using Portal.Components.Changes;
using Portal.Components.Roles;
using Portal.Contracts.Changes;
using Portal.Contracts.Roles;

namespace Portal.Tests.Browser.Pages;

/// <summary>The roles of an API: who holds which, the preview of a change, and its outcome.</summary>
internal sealed class RolesScreen(IPage page)
{
    public ILocator Holders =>
        page.GetByRole(AriaRole.Table, new() { Name = RoleAssignmentsPanel.HoldersHeading, Exact = true })
            .Locator("tr[data-holder]");

    /// <summary>The members of the group whose row is open.</summary>
    public ILocator Members => page.GetByRole(AriaRole.Group, new() { Name = MemberList.Label("") });

    /// <summary>A previewed change with this effect: <see cref="RoleEffects"/>.</summary>
    public ILocator Change(string effect, string who, string role) =>
        page.Locator($"li[data-effect='{effect}']").Filter(new() { HasText = who }).Filter(new() { HasText = role });

    /// <summary>The changes with this outcome: <see cref="ChangeStates"/>.</summary>
    public ILocator Outcomes(string outcome) => page.Locator($"li[data-effect][data-outcome='{outcome}']");

    public ILocator Apply(int changes) => Button(ChangeText.ApplyLabel(changes));

    public ILocator Retry(int changes) => Button(ChangeText.RetryLabel(changes));

    public ILocator Undo(int changes) => Button(ChangeText.UndoLabel(changes));

    public ILocator Cancel => Button(ChangeText.CancelLabel);

    public Task GoBackAsync() =>
        page.GetByRole(AriaRole.Link, new() { Name = ChangeText.BackLabel, Exact = true }).ClickAsync();

    /// <summary>
    /// Chooses a role and the first <paramref name="count"/> principals that are found by <paramref name="name"/>.
    /// </summary>
    public async Task ChooseAsync(string role, string kind, string name, int count = 1)
    {
        await Button(RoleAssignmentsPanel.AssignLabel).ClickAsync();
        await page.Locator("label").Filter(new() { Has = page.GetByText(role, new() { Exact = true }) })
            .GetByRole(AriaRole.Checkbox).CheckAsync();
        var search = page.GetByRole(AriaRole.Search, new() { Name = PrincipalPicker.SearchLabel });
        await search.GetByRole(AriaRole.Combobox).SelectOptionAsync(kind);
        await search.GetByLabel(PrincipalPicker.NameLabel, new() { Exact = true }).FillAsync(name);
        await search.GetByRole(AriaRole.Button, new() { Name = PrincipalPicker.FindLabel }).ClickAsync();
        var found = page.GetByRole(AriaRole.List, new() { Name = PrincipalPicker.FoundLabel, Exact = true })
            .GetByRole(AriaRole.Listitem).Filter(new() { HasText = name }).GetByRole(AriaRole.Checkbox);
        for (var i = 0; i < count; i++)
            await found.Nth(i).CheckAsync();
    }

    public Task PreviewAsync(int changes) => Button(AssignPanel.PreviewLabel(changes)).ClickAsync();

    private ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
