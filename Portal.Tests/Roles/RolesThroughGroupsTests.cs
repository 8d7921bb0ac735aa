using Entra.Emulator.Tenant;
using Portal.Contracts.Changes;
using Portal.Contracts.Roles;
using Portal.Tests.Support;
using static Portal.Tests.Roles.RolesCaller;

namespace Portal.Tests.Roles;

/// <summary>Roles through groups: a change is applied only if they are unchanged since the preview.</summary>
[Collection(RolesTests.Name)]
public sealed class RolesThroughGroupsTests(ApplicationFixture product)
{
    private readonly RolesCaller _roles = new(product);

    [Fact]
    public async Task Removal_is_not_applied_when_the_group_no_longer_gives_the_role()
    {
        using var direct = _roles.Assign(Read, Dave, PrincipalKind.User);
        var planned = await _roles.PreviewOneAsync(RoleActions.Remove, Dave, Read);
        Assert.Equal(RoleEffects.Same, planned.Effect);
        using var removed = _roles.Remove(Read, Readers);

        var outcome = await _roles.ChangeOneAsync(planned.Change);

        Assert.Equal(ChangeStates.ChangedByOthers, outcome.State);
        Assert.Contains("no longer has the role through a group", outcome.Text, StringComparison.Ordinal);
        Assert.True(_roles.Holds(Read, Dave));
        Assert.Equal(RoleEffects.Loses, (await _roles.PreviewOneAsync(RoleActions.Remove, Dave, Read)).Effect);
    }

    [Fact]
    public async Task Assignment_is_not_applied_when_a_group_now_gives_the_role()
    {
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, Dave, Write);
        Assert.Equal(RoleEffects.Gains, planned.Effect);
        using var assigned = _roles.Assign(Write, Readers, PrincipalKind.Group);

        var outcome = await _roles.ChangeOneAsync(planned.Change);

        Assert.Equal(ChangeStates.ChangedByOthers, outcome.State);
        Assert.Contains("through Order readers", outcome.Text, StringComparison.Ordinal);
        Assert.False(_roles.Holds(Write, Dave));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Group_change_of_the_same_set_does_not_block_its_member(bool inOneRequest)
    {
        using var group = _roles.RemoveAfterwards(Write, Readers);
        using var member = _roles.RemoveAfterwards(Write, Dave);
        var set = (await _roles.PreviewAsync(
            new(RoleActions.Assign, Dave, Write), new(RoleActions.Assign, Readers, Write))).Changes;
        Assert.Equal([Readers, Dave], set.Select(c => c.Change.PrincipalId));
        Assert.Equal([RoleEffects.Gains, RoleEffects.Same], set.Select(c => c.Effect));

        RoleOutcome[] outcomes = inOneRequest
            ? [.. (await _roles.ChangeAsync([.. set.Select(c => c.Change)])).Outcomes]
            : [await _roles.ChangeOneAsync(set[0].Change), await _roles.ChangeOneAsync(set[1].Change)];

        Assert.Equal([ChangeStates.Done, ChangeStates.Done], outcomes.Select(o => o.State));
        var undo = await _roles.PreviewAsync([.. outcomes.Select(o => o.Change.Inverse())]);
        var undone = (await _roles.ChangeAsync([.. undo.Changes.Select(c => c.Change)])).Outcomes;
        Assert.Equal([ChangeStates.Done, ChangeStates.Done], undone.Select(o => o.State));
    }

    [Fact]
    public async Task Member_is_not_changed_when_the_group_of_the_same_set_was_not()
    {
        var set = (await _roles.PreviewAsync(
            new(RoleActions.Assign, Readers, Write), new(RoleActions.Assign, Dave, Write))).Changes;
        var stale = set[0].Change with { PreviewedAssignment = "another assignment" };

        var outcomes = (await _roles.ChangeAsync(stale, set[1].Change)).Outcomes;

        Assert.Equal(
            [ChangeStates.ChangedByOthers, ChangeStates.ChangedByOthers], outcomes.Select(o => o.State));
        Assert.False(_roles.Holds(Write, Dave));
    }

    [Fact]
    public async Task Unrelated_groups_do_not_block_a_change()
    {
        var grace = $"{product.User("grace").Id}";
        using var restored = _roles.RemoveAfterwards(Write, grace);
        var planned = await _roles.PreviewOneAsync(RoleActions.Assign, grace, Write);
        using var elsewhere = _roles.Assign(
            Read, $"{product.Tenant.GroupsListing("grace").First().Id}", PrincipalKind.Group);

        var outcome = await _roles.ChangeOneAsync(planned.Change);

        Assert.Equal(ChangeStates.Done, outcome.State);
    }
}
