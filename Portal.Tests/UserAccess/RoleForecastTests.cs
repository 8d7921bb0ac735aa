using Portal.UserAccess;

namespace Portal.Tests.UserAccess;

/// <summary>Predicts the roles of a token from what the directory holds.</summary>
public sealed class RoleForecastTests
{
    private const string Erin = "erin";
    private const string Read = "role-read";
    private const string DefaultAccess = "00000000-0000-0000-0000-000000000000";

    private static readonly DirectGroup Readers = new("readers", "Order readers");

    [Fact]
    public void Directly_assigned_role_is_in_the_token()
    {
        var role = Forecast(Facts() with { Assignments = [new(Read, Erin)] });

        Assert.True(role.InToken);
        Assert.Equal((RoleReasonKind.Direct, "Assigned to Erin directly."), Reason(role));
    }

    [Fact]
    public void Role_of_a_direct_group_is_in_the_token()
    {
        var role = Forecast(Facts() with { Assignments = [new(Read, Readers.Id)], Groups = [Readers] });

        Assert.True(role.InToken);
        Assert.Equal(
            (RoleReasonKind.Group, "Through the group Order readers, of which Erin is a direct member."), Reason(role));
    }

    [Fact]
    public void Every_source_of_a_role_is_listed()
    {
        var role = Forecast(Facts() with
        {
            Assignments = [new(Read, Erin), new(Read, Readers.Id)],
            Groups = [Readers],
            ParentGroups = [new("Everybody", [Read], ["Order readers"])],
        });

        Assert.True(role.InToken);
        Assert.Equal(
            [RoleReasonKind.Direct, RoleReasonKind.Group, RoleReasonKind.Nested], role.Reasons.Select(r => r.Kind));
    }

    [Fact]
    public void Role_of_a_parent_group_is_not_in_the_token()
    {
        var role = Forecast(Facts() with { ParentGroups = [new("Order readers", [Read], ["Order trainees"])] });

        Assert.False(role.InToken);
        var (kind, sentence) = Reason(role);
        Assert.Equal(RoleReasonKind.Nested, kind);
        Assert.Equal(
            "Erin is in Order trainees, which is in Order readers: roles are not inherited through nested groups.",
            sentence);
    }

    [Fact]
    public void Parent_group_with_another_role_is_not_a_reason()
    {
        var role = Forecast(Facts() with { ParentGroups = [new("Order readers", ["role-other"], ["Order trainees"])] });

        Assert.Empty(role.Reasons);
    }

    [Fact]
    public void Disabled_role_is_not_in_the_token()
    {
        var role = Forecast(Facts(enabled: false) with { Assignments = [new(Read, Erin)] });

        Assert.False(role.InToken);
        Assert.Equal([RoleReasonKind.Direct, RoleReasonKind.Disabled], role.Reasons.Select(r => r.Kind));
        Assert.Equal("The role is disabled in the API’s registration.", role.Reasons[^1].Text("Erin"));
    }

    [Fact]
    public void Token_is_refused_without_the_required_assignment()
    {
        var forecast = RoleForecast.Of(Facts() with
        {
            AssignmentRequired = true,
            ParentGroups = [new("Order readers", [Read], ["Order trainees"])],
        });

        Assert.True(forecast.Refused);
        Assert.Empty(forecast.TokenRoles);
    }

    [Fact]
    public void Default_access_assignment_gives_a_token_without_roles()
    {
        var forecast = RoleForecast.Of(
            Facts() with { AssignmentRequired = true, Assignments = [new(DefaultAccess, Erin)] });

        Assert.False(forecast.Refused);
        Assert.Empty(forecast.TokenRoles);
    }

    [Fact]
    public void Application_roles_are_left_out()
    {
        var forecast = RoleForecast.Of(Facts() with
        {
            Offers = [new("role-all", "Orders.Read.All", "Read all", null, ForUsers: false, Enabled: true)],
        });

        Assert.Empty(forecast.Roles);
    }

    [Fact]
    public void Ids_are_compared_without_case()
    {
        Assert.True(Forecast(Facts() with { Assignments = [new("ROLE-READ", "ERIN")] }).InToken);
    }

    [Fact]
    public void Matching_token_has_no_differences()
    {
        Assert.Empty(ForecastComparison.Differences(["a", "b"], ["b", "a"]));
        Assert.Null(ForecastComparison.Before(["a"], ["a"]));
    }

    [Fact]
    public void Each_difference_is_explained()
    {
        var differences = ForecastComparison.Differences(["given"], ["taken"]);

        Assert.Collection(
            differences,
            d => Assert.StartsWith(
                "given: assigned in the directory, but not in the token.", d, StringComparison.Ordinal),
            d => Assert.StartsWith(
                "taken: in the token, but not assigned in the directory.", d, StringComparison.Ordinal));
        Assert.Contains(
            "it still had old and did not have new yet.",
            ForecastComparison.Before(["old"], ["new"])!,
            StringComparison.Ordinal);
    }

    private static PersonRoleFacts Facts(bool enabled = true) => new(
        Erin,
        AssignmentRequired: false,
        [new(Read, "Orders.Read", "Order readers", null, ForUsers: true, enabled)],
        [],
        [],
        []);

    private static ForecastRole Forecast(PersonRoleFacts facts) => Assert.Single(RoleForecast.Of(facts).Roles);

    private static (RoleReasonKind Kind, string Sentence) Reason(ForecastRole role)
    {
        var reason = Assert.Single(role.Reasons);
        return (reason.Kind, reason.Text("Erin"));
    }
}
