using Portal.Downstream;

namespace Portal.Tests.Downstream;

public sealed class ScopeNameTests
{
    private const string Id = "33333333-3333-4333-8333-333333333333";

    [Theory]
    [InlineData($"{Id}/access_as_user", Id, "access_as_user")]
    [InlineData("api://appb/access_as_user", "api://appb", "access_as_user")]
    [InlineData("https://graph.microsoft.com/User.Read", "https://graph.microsoft.com", "User.Read")]
    [InlineData("https://contoso.example/api/v1/Orders.Read", "https://contoso.example/api/v1", "Orders.Read")]
    [InlineData("openid", "", "openid")]
    [InlineData("/odd", "", "odd")]
    [InlineData("api://appb/", "api://appb", "")]
    [InlineData("", "", "")]
    public void Scope_is_split_at_its_last_slash(string scope, string resource, string name) =>
        Assert.Equal(new ScopeName(resource, name), ScopeName.Parse(scope));

    [Fact]
    public void Only_a_client_id_is_a_resource_id()
    {
        Assert.Equal(Guid.Parse(Id), ScopeName.Parse($"{Id}/read").ResourceId);
        Assert.Null(ScopeName.Parse($"api://{Id}/read").ResourceId);
        Assert.Null(ScopeName.Parse("read").ResourceId);
    }

    [Fact]
    public void Each_resource_is_listed_once_and_scopes_without_one_are_left_out() =>
        Assert.Equal(["api://appb", Id], ScopeName.Resources(["api://appb/a", "API://AppB/b", "openid", $"{Id}/c"]));

    [Theory]
    [InlineData(Id, $"api://{Id}", true)]
    [InlineData("api://appb", "API://appb", true)]
    [InlineData("appb", "api://appb", false)]
    public void Client_id_and_the_uri_made_of_it_are_one_resource(string one, string other, bool same) =>
        Assert.Equal(same, ScopeName.IsSameResource(one, other));
}
