using Portal.Contracts;
using Portal.Graph;

namespace Portal.Tests.Graph;

/// <summary>What a dry run says, of which the tokens must then be true.</summary>
public sealed class RolePlanTests
{
    private const string Read = "e0000000-0000-4000-8000-000000000301";
    private const string ForApps = "e0000000-0000-4000-8000-000000000304";

    private static readonly HolderFacts Readers = new(
        new Principal("g", PrincipalKinds.Group, "Order readers", null), [Assigned("of-g", "g")], [],
        Members: 2, Nested: ["Order trainees"], NestedCount: 1);

    private static readonly HolderFacts Alice = Person("alice", Assigned("of-alice", "alice"));
    private static readonly HolderFacts Bob = Person("bob");
    private static readonly HolderFacts Dave = Person("dave") with { Groups = [Readers] };
    private static readonly HolderFacts Both = Person("both", Assigned("of-both", "both")) with { Groups = [Readers] };
    private static readonly HolderFacts Job = new(new Principal("job", PrincipalKinds.Application, "Background job", null), [], []);

    [Theory]
    [InlineData("bob", RoleEffects.Gains, "bob gains Orders.Read.")]
    [InlineData("alice", RoleEffects.Nothing, "alice already has Orders.Read, assigned directly. Nothing is to be done.")]
    [InlineData("dave", RoleEffects.Same, "dave already has Orders.Read through Order readers. The direct assignment changes nothing until that ends.")]
    [InlineData("job", RoleEffects.Impossible, "Orders.Read is for users and groups; Background job is an application.")]
    [InlineData("nobody", RoleEffects.Impossible, "The directory has nobody and nothing of this id.")]
    public void Assigning_says_who_gains_it_and_who_has_it_already(string who, string effect, string sentence)
    {
        var planned = Assert.Single(Foresee(new RoleChange(RoleActions.Assign, who, Read)));

        Assert.Equal((effect, sentence), (planned.Effect, planned.Sentence));
    }

    [Theory]
    [InlineData("alice", RoleEffects.Loses, "alice loses Orders.Read.")]
    [InlineData("bob", RoleEffects.Nothing, "bob does not have Orders.Read. Nothing is to be done.")]
    [InlineData("both", RoleEffects.Same, "both is no longer assigned Orders.Read directly, but keeps it through Order readers.")]
    [InlineData("dave", RoleEffects.Nothing, "dave is not assigned Orders.Read directly, and keeps it through Order readers. Remove it there.")]
    public void Removing_says_who_loses_it_and_who_keeps_it_through_a_group(string who, string effect, string sentence)
    {
        var planned = Assert.Single(Foresee(new RoleChange(RoleActions.Remove, who, Read)));

        Assert.Equal((effect, sentence), (planned.Effect, planned.Sentence));
    }

    [Fact]
    public void A_group_is_its_direct_members_and_those_of_nested_groups_are_warned_about()
    {
        var planned = Assert.Single(Foresee(new RoleChange(RoleActions.Remove, "g", Read)));

        Assert.Equal(RoleEffects.Loses, planned.Effect);
        Assert.StartsWith("Order readers loses Orders.Read: its 2 direct members lose it", planned.Sentence, StringComparison.Ordinal);
        Assert.Equal(
            "The group inside it (Order trainees): members of those get nothing. Only direct members count.", planned.Warning);
    }

    [Fact]
    public void Changes_of_one_set_are_seen_together()
    {
        var planned = Foresee(new RoleChange(RoleActions.Remove, "g", Read), new RoleChange(RoleActions.Remove, "both", Read));

        Assert.Equal("both loses Orders.Read.", planned[1].Sentence);
    }

    [Fact]
    public void A_change_carries_what_was_seen()
    {
        var planned = Foresee(new RoleChange(RoleActions.Remove, "alice", Read), new RoleChange(RoleActions.Assign, "bob", Read));

        Assert.Equal(["of-alice", ""], planned.Select(p => p.Change.Seen));
    }

    [Fact]
    public void A_change_carries_a_mark_of_the_groups_that_its_sentence_rests_on()
    {
        var alone = Foresee(new RoleChange(RoleActions.Assign, "dave", Read), new RoleChange(RoleActions.Assign, "bob", Read));
        var together = Foresee(new RoleChange(RoleActions.Assign, "dave", Read), new RoleChange(RoleActions.Remove, "g", Read));

        Assert.Equal(32, alone[0].Change.Through!.Length);
        Assert.Equal("", alone[1].Change.Through);
        Assert.Equal(("g", "dave", ""), (together[0].Principal.Id, together[1].Principal.Id, together[1].Change.Through));
    }

    [Fact]
    public void Groups_that_were_not_all_looked_at_are_not_compared_later()
    {
        var planned = Assert.Single(Foresee(new RoleChange(RoleActions.Remove, "both", Read), Both with { Unread = true }));

        Assert.Null(planned.Change.Through);
        Assert.StartsWith("In more groups than were looked at", planned.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_for_applications_is_not_given_to_people()
    {
        var planned = Assert.Single(Foresee(new RoleChange(RoleActions.Assign, "bob", ForApps)));

        Assert.Equal((RoleEffects.Impossible, "Orders.Read.All is for applications only."), (planned.Effect, planned.Sentence));
    }

    private static IReadOnlyList<PlannedChange> Foresee(params RoleChange[] changes) => Foresee(changes, Both);

    private static IReadOnlyList<PlannedChange> Foresee(RoleChange change, HolderFacts both) => Foresee([change], both);

    private static IReadOnlyList<PlannedChange> Foresee(RoleChange[] changes, HolderFacts both) => new RolePlan(
        new RoleFacts(
            new ServicePrincipal("api", "app", AppRoles:
            [
                new AppRole(Read, "Orders.Read", "Order readers", null, ["User"]),
                new AppRole(ForApps, "Orders.Read.All", "All orders", null, ["Application"]),
            ]),
            new[] { Readers, Alice, Bob, Dave, both, Job }.ToDictionary(h => h.Principal.Id)),
        changes).Foresee();

    private static HolderFacts Person(string name, params AppRoleAssignment[] assignments) =>
        new(new Principal(name, PrincipalKinds.User, name, $"{name}@contoso.example"), assignments, []);

    private static AppRoleAssignment Assigned(string id, string principal) => new(id, Read, principal);
}
