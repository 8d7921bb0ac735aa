using System.Security.Claims;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>From the name of a downstream API to what the directory knows of it.</summary>
internal sealed class RoleResources(DownstreamApis apis, OnBehalfOf onBehalfOf, AppRoles roles)
{
    public string? Find(string api) => apis.Find(api);

    /// <exception cref="ProblemException">The directory cannot be read, or settings do not say which app it is.</exception>
    public Task<ServicePrincipal> ReadAsync(string api, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        ScopeName.Resources(onBehalfOf.Scopes(api)) is [var resource] && Guid.TryParse(resource, out var id)
            ? roles.FindAsync(id, user, cancellationToken)
            : throw new ProblemException(new ApiProblem(
                ProblemCodes.SettingsInvalid,
                StatusCodes.Status502BadGateway,
                "It cannot be looked up",
                $"The directory is asked by client id: write DownstreamApis:{api}:Scopes as {{client id}}/{{scope}}.",
                Api: api));
}
