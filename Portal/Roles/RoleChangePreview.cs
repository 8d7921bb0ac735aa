using System.Security.Claims;
using Portal.Contracts.Roles;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Previews the effects of a set of changes. Only reads.</summary>
internal sealed class RoleChangePreview(RoleResources resources, RoleFactsReader reader, GroupSizes sizes)
{
    /// <exception cref="ProblemException">The directory could not be read.</exception>
    public async Task<RolePreview> RunAsync(
        string api, RoleChangeSet set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var resource = await resources.ReadAsync(api, user, cancellationToken);
        var facts = await reader.ReadAsync(resource, [.. set.Changes.Select(c => c.PrincipalId).Distinct()], user, cancellationToken);
        return new RolePreview(new RolePlan(await sizes.AddAsync(facts, user, cancellationToken), set.Changes).Evaluate());
    }
}
