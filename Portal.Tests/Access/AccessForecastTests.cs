using AccessContract;
using Portal.Access;

namespace Portal.Tests.Access;

public sealed class AccessForecastTests
{
    private static readonly AccessAlternative UserReads = new(TokenKind.User, ["access_as_user"], ["Orders.Read"]);
    private static readonly AccessAlternative AppReads = new(TokenKind.App, [], ["Orders.Read.All"]);

    [Fact]
    public void Scope_and_role_together_are_enough()
    {
        var missing = AccessForecast.Missing(User(["access_as_user"], ["Orders.Read"]), [UserReads, AppReads], "AppB");

        Assert.Null(missing);
    }

    [Fact]
    public void Missing_role_is_named_with_the_roles_of_the_token()
    {
        var missing = AccessForecast.Missing(User(["access_as_user"], ["Reports.Read"]), [UserReads, AppReads], "AppB");

        Assert.Equal("Needs role Orders.Read on AppB; you have Reports.Read.", missing);
    }

    [Fact]
    public void Token_without_roles_is_described()
    {
        var missing = AccessForecast.Missing(User(["access_as_user"], []), [UserReads], "AppB");

        Assert.EndsWith("you have no roles.", missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_scope_is_reported_before_the_role()
    {
        var missing = AccessForecast.Missing(User([], []), [UserReads], "AppB");

        Assert.Equal("Needs scope access_as_user on AppB; the token has no scopes.", missing);
    }

    [Fact]
    public void User_token_is_refused_where_only_applications_are_allowed()
    {
        var missing = AccessForecast.Missing(User([], ["Orders.Read.All"]), [AppReads], "AppB");

        Assert.Equal("Only an application can call this on AppB; this is a user's token.", missing);
    }

    [Theory]
    [InlineData("orders.read")]
    [InlineData("Orders.Read ")]
    [InlineData("Orders.Read.All")]
    public void Role_must_match_exactly(string role)
    {
        Assert.NotNull(AccessForecast.Missing(User(["access_as_user"], [role]), [UserReads], "AppB"));
    }

    [Fact]
    public void Every_role_of_a_requirement_is_needed()
    {
        var both = new AccessAlternative(TokenKind.User, ["access_as_user"], ["Orders.Read", "Reports.Read"]);

        var missing = AccessForecast.Missing(User(["access_as_user"], ["Orders.Read"]), [both], "AppB");

        Assert.Contains("Orders.Read and Reports.Read", missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_allowed_without_published_requirements()
    {
        Assert.Null(AccessForecast.Missing(User([], []), [], "AppB"));
    }

    private static TokenFacts User(IReadOnlyList<string> scopes, IReadOnlyList<string> roles) =>
        new(TokenKind.User, scopes, roles, "aud", "2.0");
}
