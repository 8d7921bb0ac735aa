using Portal.Contracts;
using static Portal.Tests.Api.RolesCaller;

namespace Portal.Tests.Api;

/// <summary>What a dry run says of the emulator's directory.</summary>
[Collection(RolesTests.Name)]
public sealed class RolesDryRunTests(ApplicationFixture product)
{
    private readonly RolesCaller _roles = new(product);

    [Fact]
    public async Task Dry_run_tells_what_the_directory_says_and_changes_nothing()
    {
        var before = await _roles.GetAsync<RoleHolders>($"{Root}/assignments");

        var preview = await _roles.PreviewAsync(
            new(RoleActions.Assign, Dave, Read), new(RoleActions.Assign, Erin, Write), new(RoleActions.Remove, Readers, Read));

        Assert.Equal([RoleEffects.Loses, RoleEffects.Gains, RoleEffects.Gains], preview.Changes.Select(c => c.Effect));
        Assert.Contains("its one direct member loses it", preview.Changes[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("Order trainees", preview.Changes[0].Warning, StringComparison.Ordinal);
        Assert.Equal(RoleEffects.Same, (await _roles.PreviewOneAsync(RoleActions.Assign, Dave, Read)).Effect);
        Assert.Equal(before.Total, (await _roles.GetAsync<RoleHolders>($"{Root}/assignments")).Total);
    }

    [Fact]
    public async Task Two_hundred_groups_are_foreseen_in_one_request()
    {
        var groups = _roles.Tenant.GroupsListing("grace").Take(RoleChangeSet.Most);

        var preview = await _roles.PreviewAsync([.. groups.Select(g => new RoleChange(RoleActions.Assign, g.Id.ToString(), Write))]);

        Assert.Equal(RoleChangeSet.Most, preview.Changes.Count);
        Assert.All(preview.Changes, c => Assert.Contains("its one direct member gains it", c.Sentence, StringComparison.Ordinal));
    }
}
