using AccessContract;

namespace Portal.Tests.AccessContract;

public sealed class TokenComparisonTests
{
    private static readonly string[] Roles = ["A", "B"];

    [Fact]
    public void On_behalf_of_changes_the_audience_and_keeps_the_user()
    {
        var portal = SampleToken.User.With("aud", SampleToken.Portal)
            .With("scp", "user_impersonation")
            .With("sub", "other")
            .Without("roles");

        var found = Compare(portal, SampleToken.User);

        Assert.Equal((DifferenceState.Differs, true), (found["aud"].State, found["aud"].Explanation!.Contains("on-behalf-of", StringComparison.Ordinal)));
        Assert.Equal(DifferenceState.Same, found["oid"].State);
        Assert.Equal(DifferenceState.Differs, found["sub"].State);
        Assert.Equal(DifferenceState.OnlyRight, found["roles"].State);
        Assert.Equal(["Orders.Read"], found["roles"].Right);
        Assert.Empty(found["roles"].Left);
    }

    [Fact]
    public void Deciding_claims_come_first()
    {
        var names = TokenComparison.Of(SampleToken.Id.Read().Claims, SampleToken.User.Read().Claims).Select(d => d.Name)
            .ToList();

        Assert.Equal(["aud", "iss", "ver", "azp", "azpacr", "scp", "roles"], names.Take(7));
        Assert.Equal("nonce", names[^1]);
    }

    [Fact]
    public void Order_of_roles_and_scopes_is_not_a_difference()
    {
        var left = SampleToken.User.With("roles", Roles).With("scp", "x y");
        var right = SampleToken.User.With("roles", Roles.Reverse().ToArray()).With("scp", "y x");

        Assert.Equal([DifferenceState.Same], Compare(left, right).Values.Select(d => d.State).Distinct());
    }

    [Fact]
    public void Case_is_a_difference()
    {
        Assert.Equal(
            DifferenceState.Differs, Compare(SampleToken.User, SampleToken.User.With("name", "ALICE"))["name"].State);
    }

    [Fact]
    public void Tokens_without_claims_have_no_differences()
    {
        Assert.Empty(TokenComparison.Of([], []));
    }

    private static Dictionary<string, ClaimDifference> Compare(SampleToken left, SampleToken right) =>
        TokenComparison.Of(left.Read().Claims, right.Read().Claims).ToDictionary(d => d.Name);
}
