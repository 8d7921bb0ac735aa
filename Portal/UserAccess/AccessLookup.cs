using System.Security.Claims;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.UserAccess;

/// <summary>
/// Reads from the directory what determines a user's tokens. It takes two requests to Graph, a third for a user in nested
/// groups, and never more than <see cref="MaxRequests"/>, regardless of the number of APIs and groups.
/// </summary>
internal sealed class AccessLookup(ReadBatch batch)
{
    public const int MaxRequests = 6;

    /// <summary>The limit of APIs in one lookup: each takes two reads of the first batch.</summary>
    public const int MaxApis = 7;

    private const int PageSize = 999;
    private static readonly GraphPurpose Purpose = GraphPurpose.ReadDirectory;

    /// <param name="person">The object id.</param>
    /// <param name="client">The portal's client id.</param>
    /// <param name="apis">Client ids.</param>
    /// <exception cref="ProblemException">The directory cannot be read, or not by this caller, or the user does not exist.</exception>
    public async Task<DirectoryFacts> ReadAsync(
        Guid person, Guid client, IReadOnlyList<Guid> apis, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var requested = apis.Take(MaxApis).ToList();
        var responses = await batch.ReadAsync(
            Purpose,
            [
                $"users/{person:D}?{DirectoryUser.Select}",
                $"users/{person:D}/appRoleAssignments?$top={PageSize}",
                $"users/{person:D}/memberOf/microsoft.graph.group?$select=id,displayName&$top={PageSize}",
                $"users/{person:D}/transitiveMemberOf/microsoft.graph.group?$select=id,displayName&$top={PageSize}",
                PrincipalOf(client),
                .. requested.SelectMany(api => (string[])[PrincipalOf(api), PreAuthorizedClients.Address($"{api:D}")]),
            ],
            user,
            cancellationToken);
        if (responses[0].IsMissing)
            throw UserNotFound();

        var who = await responses[0].ReadAsync<DirectoryUser>(cancellationToken);
        var held = await responses[1].ReadAsync<GraphPage<HeldRole>>(cancellationToken);
        var direct = await responses[2].ReadAsync<GraphPage<DirectoryGroup>>(cancellationToken);
        var all = await responses[3].ReadAsync<GraphPage<DirectoryGroup>>(cancellationToken);
        var portal = await responses[4].ReadAsync<ServicePrincipal>(cancellationToken);
        var found = new List<DirectoryApi>();
        for (var i = 0; i < requested.Count; i++)
            found.Add(await ReadApiAsync(requested[i], client, responses[5 + (2 * i)], responses[6 + (2 * i)], cancellationToken));

        var nested = new NestedGroups(batch, Purpose, user, requestsLeft: MaxRequests - 1);
        var more = await nested.ReadAsync(
            [Grants(portal, $"consentType eq '{PermissionGrant.Everyone}'"), Grants(portal, $"principalId eq '{person:D}'")],
            DirectoryGroup.Nested(all.Value, direct.Value),
            direct.Value,
            [.. found.Select(a => a.Principal?.Id).OfType<string>()],
            cancellationToken);
        var grants = new List<PermissionGrant>();
        foreach (var response in more.First)
            grants.AddRange((await response.ReadAsync<GraphPage<PermissionGrant>>(cancellationToken)).Value);

        return new DirectoryFacts(
            who,
            held.Value,
            direct.Value,
            more.Groups,
            grants,
            found,
            IsWhole: held.NextLink is null && direct.NextLink is null && all.NextLink is null && more.IsWhole,
            Requests: 1 + more.Requests);
    }

    private static async Task<DirectoryApi> ReadApiAsync(
        Guid id, Guid client, BatchedResponse principal, BatchedResponse registration, CancellationToken cancellationToken)
    {
        var found = principal.IsMissing ? null : await principal.ReadAsync<ServicePrincipal>(cancellationToken);
        var clients = new PreAuthorizedClients(
            registration.IsMissing ? null : await registration.ReadAsync<ApplicationObject>(cancellationToken));
        return new DirectoryApi(id, found, found is null ? [] : clients.Scopes(client, found));
    }

    private static string PrincipalOf(Guid app) =>
        $"servicePrincipals(appId='{app:D}')?$select=id,appId,displayName,appRoles,oauth2PermissionScopes,appRoleAssignmentRequired";

    private static string Grants(ServicePrincipal portal, string condition) =>
        $"oauth2PermissionGrants?$filter={Uri.EscapeDataString($"clientId eq '{portal.Id}' and {condition}")}";

    private static ProblemException UserNotFound() => new(new ApiProblem(
        ProblemCodes.NotFound,
        StatusCodes.Status404NotFound,
        "User not found",
        "No user with this id was found in the directory; the user may have been deleted. Search by name instead.",
        Api: Purpose.Name));
}

/// <param name="Roles">Assigned to the user, or to a group that the user is a direct member of.</param>
/// <param name="IsWhole">False if the directory has more than one lookup reads.</param>
/// <param name="Requests">The number of requests to Graph.</param>
internal sealed record DirectoryFacts(
    DirectoryUser Person,
    IReadOnlyList<HeldRole> Roles,
    IReadOnlyList<DirectoryGroup> Groups,
    IReadOnlyList<NestedGroup> Nested,
    IReadOnlyList<PermissionGrant> Grants,
    IReadOnlyList<DirectoryApi> Apis,
    bool IsWhole,
    int Requests)
{
    public PersonRoleFacts Of(ServicePrincipal api) => new(
        Person.Id,
        api.AppRoleAssignmentRequired,
        [.. (api.AppRoles ?? []).Select(r => new RoleOffer(
            r.Id, r.Value, r.DisplayName ?? r.Value ?? r.Id, r.Description, r.AllowedMemberTypes.Contains("User"), r.IsEnabled))],
        [.. Roles.Where(r => r.ResourceId == api.Id).Select(r => new RoleHolding(r.AppRoleId, r.PrincipalId))],
        [.. Groups.Select(g => new DirectGroup(g.Id, g.Name))],
        [.. Nested.Select(g => new ParentGroup(
            g.Group.Name,
            [.. g.Roles.Where(r => r.ResourceId == api.Id).Select(r => r.AppRoleId)],
            g.Through))]);
}

/// <param name="Id">The client id.</param>
/// <param name="Principal">Null if the app is unknown in this tenant.</param>
/// <param name="PreAuthorized">Scopes for which the portal needs no consent.</param>
internal sealed record DirectoryApi(Guid Id, ServicePrincipal? Principal, IReadOnlyList<string> PreAuthorized);
