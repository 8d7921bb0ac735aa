using System.Security.Claims;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Finds the service principal of a downstream API by its name in the settings.</summary>
internal sealed class RoleResources(DownstreamApis apis, OnBehalfOf onBehalfOf, AppRoles roles)
{
    public string? Find(string api) => apis.Find(api);

    /// <exception cref="ProblemException">
    /// The directory cannot be read, or the settings do not identify the app.
    /// </exception>
    public Task<ServicePrincipal> ReadAsync(string api, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        ScopeName.Resources(onBehalfOf.Scopes(api)) is [var resource] && Guid.TryParse(resource, out var id)
            ? roles.FindAsync(id, user, cancellationToken)
            : throw new ProblemException(new ApiProblem(
                ProblemCodes.SettingsInvalid,
                StatusCodes.Status502BadGateway,
                $"{api} cannot be looked up in the directory",
                $"The lookup needs the client id: write DownstreamApis:{api}:Scopes as {{client id}}/{{scope}}.",
                Api: api));
}
