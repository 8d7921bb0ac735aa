using Portal.Access;

namespace Portal.Tests.Access;

/// <summary>Which roles a token will carry, by what the directory says.</summary>
public sealed class RoleForecastTests
{
    private const string Erin = "erin";
    private const string Read = "role-read";
    private const string NoRoleInParticular = "00000000-0000-0000-0000-000000000000";

    private static readonly DirectGroup Readers = new("readers", "Order readers");

    [Fact]
    public void Role_assigned_directly_is_carried()
    {
        var role = Forecast(Facts() with { Assignments = [new(Read, Erin)] });

        Assert.True(role.Carried);
        Assert.Equal(["Assigned to Erin directly."], Words(role));
    }

    [Fact]
    public void Role_of_a_direct_group_is_carried()
    {
        var role = Forecast(Facts() with { Assignments = [new(Read, Readers.Id)], Groups = [Readers] });

        Assert.True(role.Carried);
        Assert.Equal(["Through the group Order readers, of which Erin is a direct member."], Words(role));
    }

    [Fact]
    public void Every_way_to_a_role_is_named()
    {
        var role = Forecast(Facts() with
        {
            Assignments = [new(Read, Erin), new(Read, Readers.Id)],
            Groups = [Readers],
            Around = [new("Everybody", [Read], ["Order readers"])],
        });

        Assert.True(role.Carried);
        Assert.Equal([RoleReasonKind.Direct, RoleReasonKind.Group, RoleReasonKind.Nested], role.Reasons.Select(r => r.Kind));
    }

    [Fact]
    public void Role_of_a_group_around_a_direct_group_is_not_carried()
    {
        var role = Forecast(Facts() with { Around = [new("Order readers", [Read], ["Order trainees"])] });

        Assert.False(role.Carried);
        Assert.Equal(["Erin is in Order trainees, which is in Order readers: nested groups give nothing."], Words(role));
    }

    [Fact]
    public void Group_that_holds_another_role_is_no_reason()
    {
        var role = Forecast(Facts() with { Around = [new("Order readers", ["role-other"], ["Order trainees"])] });

        Assert.Empty(role.Reasons);
    }

    [Fact]
    public void Role_that_is_switched_off_is_not_carried()
    {
        var role = Forecast(Facts(enabled: false) with { Assignments = [new(Read, Erin)] });

        Assert.False(role.Carried);
        Assert.Contains("The role is switched off in the API’s registration.", Words(role));
    }

    [Fact]
    public void Demanded_assignment_that_is_missing_refuses_the_token()
    {
        var forecast = RoleForecast.Of(Facts() with
        {
            AssignmentRequired = true,
            Around = [new("Order readers", [Read], ["Order trainees"])],
        });

        Assert.True(forecast.Refused);
        Assert.Empty(forecast.Carried);
    }

    [Fact]
    public void Assignment_to_no_role_in_particular_lets_in_and_gives_no_role()
    {
        var forecast = RoleForecast.Of(Facts() with { AssignmentRequired = true, Assignments = [new(NoRoleInParticular, Erin)] });

        Assert.False(forecast.Refused);
        Assert.Empty(forecast.Carried);
    }

    [Fact]
    public void Roles_for_applications_are_left_out()
    {
        var forecast = RoleForecast.Of(Facts() with
        {
            Offers = [new("role-all", "Orders.Read.All", "Read all", null, ForUsers: false, Enabled: true)],
        });

        Assert.Empty(forecast.Roles);
    }

    [Fact]
    public void Ids_are_the_same_whatever_their_case()
    {
        Assert.True(Forecast(Facts() with { Assignments = [new("ROLE-READ", "ERIN")] }).Carried);
    }

    [Fact]
    public void Token_that_agrees_differs_in_nothing()
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
            d => Assert.StartsWith("given: the directory gives it, and the token does not carry it.", d, StringComparison.Ordinal),
            d => Assert.StartsWith("taken: the token carries it, and the directory does not give it.", d, StringComparison.Ordinal));
        Assert.Contains(
            "it still had old and did not have new yet.", ForecastComparison.Before(["old"], ["new"])!, StringComparison.Ordinal);
    }

    private static PersonRoleFacts Facts(bool enabled = true) => new(
        Erin, AssignmentRequired: false, [new(Read, "Orders.Read", "Order readers", null, ForUsers: true, enabled)], [], [], []);

    private static ForecastRole Forecast(PersonRoleFacts facts) => Assert.Single(RoleForecast.Of(facts).Roles);

    private static IEnumerable<string> Words(ForecastRole role) => role.Reasons.Select(r => r.Words("Erin"));
}
