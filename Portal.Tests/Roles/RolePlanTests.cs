using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Roles;

namespace Portal.Tests.Roles;

/// <summary>The preview of role changes: who gains or loses a role in their tokens.</summary>
public sealed class RolePlanTests
{
    private const string Read = "e0000000-0000-4000-8000-000000000301";
    private const string ForApps = "e0000000-0000-4000-8000-000000000304";

    private static readonly HolderFacts Readers = new(
        new Principal("g", PrincipalKinds.Group, "Order readers", null), [Assigned("of-g", "g")], [],
        Members: 2, NestedNames: ["Order trainees"], NestedCount: 1);

    private static readonly HolderFacts Alice = Person("alice", Assigned("of-alice", "alice"));
    private static readonly HolderFacts Bob = Person("bob");
    private static readonly HolderFacts Dave = Person("dave") with { Groups = [Readers] };
    private static readonly HolderFacts Both = Person("both", Assigned("of-both", "both")) with { Groups = [Readers] };
    private static readonly HolderFacts Job = new(
        new Principal("job", PrincipalKinds.Application, "Background job", null), [], []);

    [Theory]
    [InlineData("bob", RoleEffects.Gains, "bob gains Orders.Read.")]
    [InlineData("alice", RoleEffects.Nothing, "alice already has Orders.Read, assigned directly. No change is needed.")]
    [InlineData(
        "dave",
        RoleEffects.Same,
        "dave already has Orders.Read through Order readers. A direct assignment has no effect unless that ends.")]
    [InlineData(
        "job", RoleEffects.Impossible, "Orders.Read is for users and groups; Background job is an application.")]
    [InlineData("nobody", RoleEffects.Impossible, RolePlan.UnknownPrincipal)]
    public void Assignment_preview_says_who_gains_the_role_and_who_has_it_already(
        string who, string effect, string sentence)
    {
        var planned = Assert.Single(Preview(new RoleChange(RoleActions.Assign, who, Read)));

        Assert.Equal((effect, sentence), (planned.Effect, planned.Sentence));
    }

    [Theory]
    [InlineData("alice", RoleEffects.Loses, "alice loses Orders.Read.")]
    [InlineData("bob", RoleEffects.Nothing, "bob does not have Orders.Read. No change is needed.")]
    [InlineData(
        "both",
        RoleEffects.Same,
        "both is no longer assigned Orders.Read directly, but keeps it through Order readers.")]
    [InlineData(
        "dave",
        RoleEffects.Nothing,
        "dave is not assigned Orders.Read directly, and keeps it through Order readers. Remove it from the group "
        + "instead.")]
    public void Removal_preview_says_who_loses_the_role_and_who_keeps_it_through_a_group(
        string who, string effect, string sentence)
    {
        var planned = Assert.Single(Preview(new RoleChange(RoleActions.Remove, who, Read)));

        Assert.Equal((effect, sentence), (planned.Effect, planned.Sentence));
    }

    [Fact]
    public void Group_change_affects_direct_members_and_warns_about_nested_groups()
    {
        var planned = Assert.Single(Preview(new RoleChange(RoleActions.Remove, "g", Read)));

        Assert.Equal(RoleEffects.Loses, planned.Effect);
        Assert.StartsWith(
            "Order readers loses Orders.Read: its 2 direct members lose it",
            planned.Sentence,
            StringComparison.Ordinal);
        Assert.Equal(
            "It contains a nested group (Order trainees): members of nested groups do not get the role. Only "
            + "direct members do.",
            planned.Warning);
    }

    [Theory]
    [InlineData(0, "no direct members")]
    [InlineData(1, "its one direct member")]
    public void Small_group_is_described(int members, string text)
    {
        var planned = Assert.Single(
            Preview(new RoleChange(RoleActions.Remove, "g", Read), Readers with { Members = members }));

        Assert.Contains(text, planned.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_of_one_set_are_previewed_together()
    {
        var planned = Preview(
            new RoleChange(RoleActions.Remove, "g", Read), new RoleChange(RoleActions.Remove, "both", Read));

        Assert.Equal(
            [("g", RoleEffects.Loses), ("both", RoleEffects.Loses)], planned.Select(p => (p.Principal.Id, p.Effect)));
    }

    [Fact]
    public void Preview_records_the_current_assignment()
    {
        var planned = Preview(
            new RoleChange(RoleActions.Remove, "alice", Read), new RoleChange(RoleActions.Assign, "bob", Read));

        Assert.Equal(["of-alice", ""], planned.Select(p => p.Change.PreviewedAssignment));
    }

    [Fact]
    public void Preview_records_a_hash_of_the_groups_that_give_the_role()
    {
        var alone = Preview(
            new RoleChange(RoleActions.Assign, "dave", Read), new RoleChange(RoleActions.Assign, "bob", Read));
        var together = Preview(
            new RoleChange(RoleActions.Assign, "dave", Read), new RoleChange(RoleActions.Remove, "g", Read));

        Assert.Equal(32, alone[0].Change.PreviewedGroups!.Length);
        Assert.Equal("", alone[1].Change.PreviewedGroups);
        Assert.Equal(["g", "dave"], together.Select(p => p.Principal.Id));
        Assert.Equal("", together[1].Change.PreviewedGroups);
    }

    [Fact]
    public void Incompletely_read_groups_are_not_compared_later()
    {
        var planned = Assert.Single(
            Preview(new RoleChange(RoleActions.Remove, "both", Read), Both with { HasUnreadGroups = true }));

        Assert.Null(planned.Change.PreviewedGroups);
        Assert.StartsWith("Not all groups of this user were read", planned.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Application_role_cannot_be_assigned_to_users()
    {
        var planned = Assert.Single(Preview(new RoleChange(RoleActions.Assign, "bob", ForApps)));

        Assert.Equal(
            (RoleEffects.Impossible, "Orders.Read.All is for applications only."), (planned.Effect, planned.Sentence));
    }

    private static IReadOnlyList<PlannedRoleChange> Preview(params RoleChange[] changes) => Preview(changes, Both);

    private static IReadOnlyList<PlannedRoleChange> Preview(RoleChange change, HolderFacts replaced) =>
        Preview([change], replaced);

    private static IReadOnlyList<PlannedRoleChange> Preview(RoleChange[] changes, HolderFacts replaced) => new RolePlan(
        new RoleFacts(
            new ServicePrincipal("api", "app", AppRoles:
            [
                new AppRole(Read, "Orders.Read", "Order readers", null, ["User"]),
                new AppRole(ForApps, "Orders.Read.All", "All orders", null, ["Application"]),
            ]),
            new[] { Readers, Alice, Bob, Dave, Both, Job }.Select(
                h => h.Principal.Id == replaced.Principal.Id ? replaced : h)
                .ToDictionary(h => h.Principal.Id)),
        changes).Evaluate();

    private static HolderFacts Person(string name, params AppRoleAssignment[] assignments) =>
        new(new Principal(name, PrincipalKinds.User, name, $"{name}@contoso.example"), assignments, []);

    private static AppRoleAssignment Assigned(string id, string principal) => new(id, Read, principal);
}
