using Portal.Contracts.Roles;
using Portal.Tests.Support;
using static Portal.Tests.Roles.RolesCaller;

namespace Portal.Tests.Roles;

/// <summary>Previews of role changes, against the emulator's directory.</summary>
[Collection(RolesTests.Name)]
public sealed class RoleChangePreviewTests(ApplicationFixture product)
{
    private readonly RolesCaller _roles = new(product);

    [Fact]
    public async Task Preview_reports_the_effects_and_changes_nothing()
    {
        var before = await _roles.GetAsync<RoleHolders>($"{Root}/assignments");

        var preview = await _roles.PreviewAsync(
            new(RoleActions.Assign, Dave, Read),
            new(RoleActions.Assign, Erin, Write),
            new(RoleActions.Remove, Readers, Read));

        Assert.Equal([RoleEffects.Loses, RoleEffects.Gains, RoleEffects.Gains], preview.Changes.Select(c => c.Effect));
        Assert.Equal(["Order readers", "Dave", "Erin"], preview.Changes.Select(c => c.Principal.Name));
        Assert.Contains("Order trainees", preview.Changes[0].Warning, StringComparison.Ordinal);
        Assert.Equal(RoleEffects.Same, (await _roles.PreviewOneAsync(RoleActions.Assign, Dave, Read)).Effect);
        Assert.Equal(before.Total, (await _roles.GetAsync<RoleHolders>($"{Root}/assignments")).Total);
    }

    [Fact]
    public async Task Two_hundred_groups_are_previewed_in_one_request()
    {
        var groups = product.Tenant.GroupsListing("grace").Take(RoleChangeSet.MaxCount).Select(g => $"{g.Id}").ToList();

        var preview = await _roles.PreviewAsync([.. groups.Select(g => new RoleChange(RoleActions.Assign, g, Write))]);

        Assert.Equal(200, groups.Count);
        Assert.Equal(
            groups.Select(g => (g, RoleEffects.Gains)), preview.Changes.Select(c => (c.Principal.Id, c.Effect)));
    }
}
