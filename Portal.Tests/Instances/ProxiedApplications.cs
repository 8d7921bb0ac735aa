using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>All apps together, of which the portal can be behind a proxy.</summary>
public sealed class ProxiedApplications : ApplicationFixture
{
    protected override string[] Arguments() => ProxiedPortal.Settings;
}
