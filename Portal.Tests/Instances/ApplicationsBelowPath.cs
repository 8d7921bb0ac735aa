using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>All apps together; the portal is below a path, and can be behind a proxy.</summary>
public sealed class ApplicationsBelowPath : ApplicationFixture
{
    protected override string[] Arguments() => [.. ProxiedPortal.Settings, "--Portal:PathBase=/obo"];
}
