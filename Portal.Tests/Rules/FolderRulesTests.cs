namespace Portal.Tests.Rules;

public sealed class FolderRulesTests
{
    [Fact]
    public void Code_of_the_portal_points_one_way()
    {
        var breaches = new FolderRules(SourceFile.ReadAll("Portal", ".cs", ".razor")).Breaches().ToList();

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Theory]
    [InlineData("Portal/Components/Pages/Home.razor", "@using Portal.Downstream")]
    [InlineData("Portal/Components/Pages/Home.razor", "@inject Portal.Downstream.OnBehalfOf Chain")]
    [InlineData("Portal/Components/Pages/Home.razor", "    private Downstream.OnBehalfOf? _chain;")]
    [InlineData("Portal/Components/Pages/Home.razor", "@using Portal.Auth")]
    [InlineData("Portal/Components/Pages/Home.razor.cs", "using Portal.Api;")]
    [InlineData("Portal/Client/PortalApiClient.cs", "using Portal.Access;")]
    [InlineData("Portal/Api/DataEndpoints.cs", "using static Portal.Components.Layout.Words;")]
    [InlineData("Portal/Api/DataEndpoints.cs", "using Door = Portal.Client.PortalApiClient;")]
    [InlineData("Portal/Downstream/OnBehalfOf.cs", "using Portal.Api;")]
    [InlineData("Portal/Graph/GraphClient.cs", "using Portal.Client;")]
    [InlineData("Portal/Auth/SignIn.cs", "using Portal.Access;")]
    [InlineData("Portal/Setup/Examiner.cs", "using Portal.Api;")]
    [InlineData("Portal/Components/Pages/Setup.razor", "@using Portal.Setup")]
    [InlineData("Portal/Access/Requirement.cs", "using Portal.Contracts;")]
    [InlineData("Portal/Contracts/Views.cs", "    public Portal.Access.Requirement? Rule { get; init; }")]
    [InlineData("Portal/Contracts/Usings.cs", "global using Portal.Contracts;")]
    [InlineData("Portal/Hosting/Usings.cs", "global using Portal.Api;")]
    [InlineData("Portal/Helpers/Text.cs", "namespace Portal.Helpers;")]
    public void Wrong_way_is_found(string path, string line)
    {
        var breach = Assert.Single(Check(path, line));

        Assert.StartsWith(path + ":", breach, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Portal/Components/Pages/Home.razor", "@using Portal.Components.Shared")]
    [InlineData("Portal/Components/Pages/Home.razor", "@inject Portal.Client.PortalApiClient Api")]
    [InlineData("Portal/Components/Pages/Home.razor", "@attribute [Authorize(Policy = Portal.Auth.PortalPolicies.Admin)]")]
    [InlineData("Portal/Components/Pages/Home.razor", "@* was: @using Portal.Downstream *@")]
    [InlineData("Portal/Client/PortalApiClient.cs", "// Portal.Downstream answers it.")]
    [InlineData("Portal/Client/PortalApiClient.cs", "    var first = Downstream.First();")]
    [InlineData("Portal/Client/PortalApiClient.cs", "using Microsoft.Identity.Web;")]
    [InlineData("Portal/Api/DataEndpoints.cs", "using Portal.Downstream.Contract;")]
    [InlineData("Portal/Hosting/ErrorPages.cs", "using Portal.Api;")]
    [InlineData("Portal/Auth/PortalPolicies.cs", "    public const string AdminRole = \"Portal.Admin\";")]
    [InlineData("Portal/Program.cs", "using Portal.Components;")]
    public void Right_way_is_left_alone(string path, string line) => Assert.Empty(Check(path, line));

    private static IEnumerable<string> Check(string path, string line) => new FolderRules(
    [
        new SourceFile(path, line),
        new SourceFile("Portal/Downstream/Declared.cs", "internal sealed class OnBehalfOf;"),
    ]).Breaches();
}
