using Entra.Emulator.Control;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Graph;
using Portal.Tests.Emulator;

namespace Portal.Tests.Browser;

/// <summary>A walk through the administrators' pages, where the portal may already do everything or no longer may.</summary>
public abstract class AdminJourney(DemoFixture fixture) : Journey(fixture)
{
    private protected PendingFaults Faults => Emulator<PendingFaults>();

    protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    protected ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    protected ILocator Grant(string what) =>
        Page.GetByRole(AriaRole.Link, new() { Name = $"Grant access to Microsoft Graph ({what})" });

    /// <summary>An administrator has consented for everyone to all that the pages ask for.</summary>
    protected void Allow() => Write(GraphPurpose.All.SelectMany(p => p.Permissions));

    /// <summary>… and takes this back.</summary>
    protected void Withdraw(string permission) =>
        Write(GraphPurpose.All.SelectMany(p => p.Permissions).Where(p => p != permission));

    protected async Task ChooseAsync(string role, string kind, string name, int most)
    {
        await Button("Assign…").ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = role }).CheckAsync();
        await Page.GetByRole(AriaRole.Search, new() { Name = "Whom to assign" }).GetByRole(AriaRole.Combobox).SelectOptionAsync(kind);
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Button("Find").ClickAsync();
        var found = Page.Locator(".assign__found li").Filter(new() { HasText = name }).GetByRole(AriaRole.Checkbox);
        for (var i = 0; i < most; i++)
            await found.Nth(i).CheckAsync();
    }

    private void Write(IEnumerable<string> permissions)
    {
        var tenant = Emulator<TenantDirectory>();
        var (portal, graph) = (tenant.FindApp(TestTenant.Portal)!, tenant.FindAppByName("Microsoft Graph")!);
        var grant = Emulator<Consents>().Grant(portal, user: null, graph, permissions);
        Emulator<Consents>().Change(grant.Id, [.. permissions.Distinct()]);
    }

    private T Emulator<T>()
        where T : notnull => Demo.EmulatorApp.Services.GetRequiredService<T>();
}
