using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>All apps together, of which the portal can be behind a proxy.</summary>
public class ProxiedApplications : ApplicationFixture
{
    // Enough orders that some have each status.
    protected override string[] Arguments() => [.. ProxiedPortal.Settings, "--AppB:Orders=2000"];
}
