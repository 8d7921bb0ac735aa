using ServiceDefaults;

namespace Portal.Tests.Deployment;

/// <summary>The health check of a container; ContainerTests run it against the portal.</summary>
public sealed class HealthCommandTests
{
    [Theory]
    [InlineData("--check-health=localhost")]
    [InlineData("--check-health=localhost:8080")]
    [InlineData("--check-health=/health")]
    [InlineData("--check-health=")]
    public async Task Invalid_address_is_refused(string argument) =>
        Assert.Equal(2, await HealthCommand.RunAsync(HealthCommand.Find([argument])!));

    [Fact]
    public void Address_is_the_one_of_a_container_by_default()
    {
        Assert.Equal("http://localhost:8080", HealthCommand.Find(["--check-health"]));
        Assert.Null(HealthCommand.Find([]));
    }
}
