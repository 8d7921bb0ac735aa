using Portal.Tests.Support;

namespace Portal.Tests.Roles;

/// <summary>One fixture for all classes about roles; each test restores the roles that it changes.</summary>
[CollectionDefinition(Name)]
public sealed class RolesTests : ICollectionFixture<ApplicationFixture>
{
    public const string Name = "Roles";
}
