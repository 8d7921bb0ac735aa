using Entra.Emulator.Control;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Components.AdminSetup;
using Portal.Graph;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Emulator;

namespace Portal.Tests.Browser;

/// <summary>A journey through the administrators' pages that gives or withdraws the consents that they need.</summary>
public abstract class AdminJourney(DemoFixture fixture) : Journey(fixture)
{
    private protected PendingFaults Faults => Emulator<PendingFaults>();

    private protected RolesScreen Roles => new(Page);

    private protected ConsentsScreen Consents => new(Page);

    private protected AuditLogPart AuditLog => new(Page);

    /// <summary>Gives the consents that the setup of administration proposes: all that are missing.</summary>
    protected async Task SetUpAdministrationAsync()
    {
        await Button(AdminSetupPanel.GrantLabel).ClickAsync();
        await Accept.ClickAsync();
    }

    /// <summary>Consents for everyone to every permission that the pages request.</summary>
    protected void Allow() => Write(GraphPurpose.All.SelectMany(p => p.Permissions));

    /// <summary>Consents for everyone to every permission except this one.</summary>
    protected void Withdraw(string permission) =>
        Write(GraphPurpose.All.SelectMany(p => p.Permissions).Where(p => p != permission));

    private void Write(IEnumerable<string> permissions)
    {
        var tenant = Emulator<TenantDirectory>();
        var (portal, graph) = (tenant.FindApp(TestTenant.Portal)!, tenant.FindAppByName("Microsoft Graph")!);
        var grant = Emulator<Entra.Emulator.Tenant.ConsentStore>().Grant(portal, user: null, graph, permissions);
        Emulator<Entra.Emulator.Tenant.ConsentStore>().Change(grant.Id, [.. permissions.Distinct()]);
    }

    private protected T Emulator<T>()
        where T : notnull => Demo.EmulatorApp.Services.GetRequiredService<T>();
}
