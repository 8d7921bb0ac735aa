using Entra.Emulator.Tenant;
using Portal.Contracts;
using static Portal.Tests.Api.RolesCaller;

namespace Portal.Tests.Api;

/// <summary>What a user has through groups when a change is made, held against what its dry run said.</summary>
[Collection(RolesTests.Name)]
public sealed class RolesThroughGroupsTests(ApplicationFixture product)
{
    private readonly RolesCaller _roles = new(product);

    [Fact]
    public async Task Removal_is_not_made_where_the_group_gives_the_role_no_more()
    {
        using var direct = _roles.Give(Read, Dave, PrincipalKind.User);
        var planned = await _roles.PreviewOneAsync(RoleActions.Remove, Dave, Read);
        Assert.Contains("keeps it through Order readers", planned.Sentence, StringComparison.Ordinal);
        using var taken = _roles.Take(Read, Readers);

        var outcome = await _roles.ChangeOneAsync(planned.Change);

        Assert.Equal(RoleOutcomeStates.Overtaken, outcome.State);
        Assert.StartsWith("Dave has it through no group by now", outcome.Words, StringComparison.Ordinal);
        Assert.True(_roles.Holds(Read, Dave));
        Assert.Equal("Dave loses Orders.Read.", (await _roles.PreviewOneAsync(RoleActions.Remove, Dave, Read)).Sentence);
    }

    [Fact]
    public async Task Assignment_is_not_made_where_a_group_has_come_to_give_the_role()
    {
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Dave, Write);
        Assert.Equal(RoleEffects.Gains, planned.Effect);
        using var given = _roles.Give(Write, Readers, PrincipalKind.Group);

        var outcome = await _roles.ChangeOneAsync(planned.Change);

        Assert.Equal(RoleOutcomeStates.Overtaken, outcome.State);
        Assert.StartsWith("Dave has it through Order readers by now", outcome.Words, StringComparison.Ordinal);
        Assert.False(_roles.Holds(Write, Dave));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_same_set_does_to_a_group_is_no_surprise(bool inOneRequest)
    {
        var set = (await _roles.PreviewAsync(
            new(RoleActions.Assign, Dave, Write), new(RoleActions.Assign, Readers, Write))).Changes;
        Assert.Equal([Readers, Dave], set.Select(c => c.Change.PrincipalId));
        Assert.Equal([RoleEffects.Gains, RoleEffects.Same], set.Select(c => c.Effect));

        RoleOutcome[] outcomes = inOneRequest
            ? [.. (await _roles.ChangeAsync([.. set.Select(c => c.Change)])).Outcomes]
            : [await _roles.ChangeOneAsync(set[0].Change), await _roles.ChangeOneAsync(set[1].Change)];

        Assert.All(outcomes, o => Assert.Equal(RoleOutcomeStates.Done, o.State));
        var undo = await _roles.PreviewAsync([.. outcomes.Select(o => o.Change.Inverse())]);
        Assert.All(
            (await _roles.ChangeAsync([.. undo.Changes.Select(c => c.Change)])).Outcomes,
            o => Assert.Equal(RoleOutcomeStates.Done, o.State));
    }

    [Fact]
    public async Task Member_is_left_alone_where_the_group_of_the_same_set_was_not_changed()
    {
        var set = (await _roles.PreviewAsync(
            new(RoleActions.Assign, Readers, Write), new(RoleActions.Assign, Dave, Write))).Changes;
        var stale = set[0].Change with { Seen = "seen by nobody" };

        var outcomes = (await _roles.ChangeAsync(stale, set[1].Change)).Outcomes;

        Assert.All(outcomes, o => Assert.Equal(RoleOutcomeStates.Overtaken, o.State));
        Assert.False(_roles.Holds(Write, Dave));
    }

    [Fact]
    public async Task Membership_of_other_groups_does_not_matter()
    {
        var grace = $"{_roles.Tenant.FindUserByName("grace")!.Id}";
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, grace, Write);
        using var elsewhere = _roles.Give(Read, $"{_roles.Tenant.GroupsListing("grace").First().Id}", PrincipalKind.Group);

        var outcome = await _roles.ChangeOneAsync(planned.Change);

        Assert.Equal(RoleOutcomeStates.Done, outcome.State);
        _roles.Take(Write, grace);
    }
}
