namespace Portal.Tests.Api;

/// <summary>One product for all classes about roles; each leaves them as it found them.</summary>
[CollectionDefinition(Name)]
public sealed class RolesTests : ICollectionFixture<ApplicationFixture>
{
    public const string Name = "Roles";
}
