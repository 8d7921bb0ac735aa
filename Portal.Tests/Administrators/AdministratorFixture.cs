using Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Administrators;
using Portal.Graph;
using Portal.Redis;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Administrators;

/// <summary>All apps. Tests remove Carol's role, and decide how much later she makes the next request.</summary>
public sealed class AdministratorFixture : ApplicationFixture
{
    private readonly FakeTimeProvider _time = new();

    /// <summary>The time that the portal's latest checks of administrators depend on.</summary>
    public void Advance(TimeSpan time) => _time.Advance(time);

    /// <summary>Carol as an administrator with all consents, whom no earlier test had checked.</summary>
    public Task<string> AdministratorAsync()
    {
        Advance(TimeSpan.FromMinutes(2));
        ConsentToGraph(GraphPurpose.All);
        return TokenAsync("carol");
    }

    /// <summary>Removes Carol's role on the portal until the result is disposed.</summary>
    public IDisposable Demote()
    {
        var portal = App(TestTenant.Portal).Principal!;
        var held = Assignments.HeldBy(User("carol").Id).Single(a => a.Resource == portal.Id);
        Assignments.Remove(held.Id);
        return new Restore(() => Assignments.Add(portal, held.Role, held.Principal, held.Kind));
    }

    protected override DemoOptions Configure(DemoOptions options) =>
        options with
        {
            ConfigurePortal = builder => builder.Services.AddSingleton(
                services => new RecentChecks(services.GetRequiredService<InstanceNotices>(), _time)),
        };
}
