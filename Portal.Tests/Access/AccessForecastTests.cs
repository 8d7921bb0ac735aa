using Portal.Access;

namespace Portal.Tests.Access;

public sealed class AccessForecastTests
{
    private static readonly Requirement UserReads = new(TokenKind.User, ["access_as_user"], ["Orders.Read"]);
    private static readonly Requirement AppReads = new(TokenKind.App, [], ["Orders.Read.All"]);

    [Fact]
    public void Scope_and_role_together_open()
    {
        var missing = AccessForecast.Missing(User(["access_as_user"], ["Orders.Read"]), [UserReads, AppReads], "AppB");

        Assert.Null(missing);
    }

    [Fact]
    public void Missing_role_is_named_with_the_roles_carried()
    {
        var missing = AccessForecast.Missing(User(["access_as_user"], ["Reports.Read"]), [UserReads, AppReads], "AppB");

        Assert.Equal("Needs role Orders.Read on AppB; you have Reports.Read.", missing);
    }

    [Fact]
    public void No_roles_at_all_is_said_in_words()
    {
        var missing = AccessForecast.Missing(User(["access_as_user"], []), [UserReads], "AppB");

        Assert.Equal("Needs role Orders.Read on AppB; you have no roles.", missing);
    }

    [Fact]
    public void Missing_scope_comes_before_the_role()
    {
        var missing = AccessForecast.Missing(User([], []), [UserReads], "AppB");

        Assert.Equal("Needs scope access_as_user on AppB; the token carries no scopes.", missing);
    }

    [Fact]
    public void Role_of_a_user_never_counts_for_an_application()
    {
        var missing = AccessForecast.Missing(User([], ["Orders.Read.All"]), [AppReads], "AppB");

        Assert.Equal("Only an application may call this on AppB; yours is a user's token.", missing);
    }

    [Theory]
    [InlineData("orders.read")]
    [InlineData("Orders.Read ")]
    [InlineData("Orders.Read.All")]
    public void Role_must_match_to_the_letter(string role)
    {
        Assert.NotNull(AccessForecast.Missing(User(["access_as_user"], [role]), [UserReads], "AppB"));
    }

    [Fact]
    public void All_that_one_way_in_lists_is_needed()
    {
        var both = new Requirement(TokenKind.User, ["access_as_user"], ["Orders.Read", "Reports.Read"]);

        var missing = AccessForecast.Missing(User(["access_as_user"], ["Orders.Read"]), [both], "AppB");

        Assert.Equal("Needs role Orders.Read and Reports.Read on AppB; you have Orders.Read.", missing);
    }

    [Fact]
    public void Nothing_published_closes_nothing()
    {
        Assert.Null(AccessForecast.Missing(User([], []), [], "AppB"));
    }

    private static TokenFacts User(IReadOnlyList<string> scopes, IReadOnlyList<string> roles) =>
        new(TokenKind.User, "aud", scopes, roles, null, null);
}
