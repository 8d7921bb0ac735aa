using System.Security.Claims;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.UserAccess;

/// <summary>
/// Reads from the directory what decides a person's tokens. Two requests to Graph, a third where the person is in groups
/// by way of other groups, and never more than <see cref="MaxRequests"/>, however many APIs and groups there are.
/// </summary>
internal sealed class AccessLookup(ReadBatch batch)
{
    public const int MaxRequests = 6;

    /// <summary>APIs in one look-up: each takes two reads of the first request.</summary>
    public const int MaxApis = 7;

    private const int PageSize = 999;
    private static readonly GraphPurpose Purpose = GraphPurpose.ReadDirectory;

    /// <param name="person">The object id.</param>
    /// <param name="client">The portal's client id.</param>
    /// <param name="apis">Client ids.</param>
    /// <exception cref="ProblemException">The directory cannot be read, or not by this user, or has no such person.</exception>
    public async Task<DirectoryFacts> ReadAsync(
        Guid person, Guid client, IReadOnlyList<Guid> apis, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var asked = apis.Take(MaxApis).ToList();
        var answers = await batch.ReadAsync(
            Purpose,
            [
                $"users/{person:D}?{DirectoryUser.Select}",
                $"users/{person:D}/appRoleAssignments?$top={PageSize}",
                $"users/{person:D}/memberOf/microsoft.graph.group?$select=id,displayName&$top={PageSize}",
                $"users/{person:D}/transitiveMemberOf/microsoft.graph.group?$select=id,displayName&$top={PageSize}",
                PrincipalOf(client),
                .. asked.SelectMany(api => (string[])[PrincipalOf(api), PreAuthorizedClients.Address($"{api:D}")]),
            ],
            user,
            cancellationToken);
        if (answers[0].IsMissing)
            throw NobodyThere();

        var who = await answers[0].ReadAsync<DirectoryUser>(cancellationToken);
        var held = await answers[1].ReadAsync<GraphPage<HeldRole>>(cancellationToken);
        var direct = await answers[2].ReadAsync<GraphPage<DirectoryGroup>>(cancellationToken);
        var all = await answers[3].ReadAsync<GraphPage<DirectoryGroup>>(cancellationToken);
        var portal = await answers[4].ReadAsync<ServicePrincipal>(cancellationToken);
        var found = new List<DirectoryApi>();
        for (var i = 0; i < asked.Count; i++)
            found.Add(await ReadApiAsync(asked[i], client, answers[5 + (2 * i)], answers[6 + (2 * i)], cancellationToken));

        var nested = new NestedGroups(batch, user, requestsLeft: MaxRequests - 1);
        var more = await nested.ReadAsync(
            [Grants(portal, $"consentType eq '{PermissionGrant.Everyone}'"), Grants(portal, $"principalId eq '{person:D}'")],
            Without(all, direct),
            direct.Value,
            [.. found.Select(a => a.Principal?.Id).OfType<string>()],
            cancellationToken);
        var grants = new List<PermissionGrant>();
        foreach (var answer in more.First)
            grants.AddRange((await answer.ReadAsync<GraphPage<PermissionGrant>>(cancellationToken)).Value);

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
        Guid id, Guid client, BatchedAnswer principal, BatchedAnswer registration, CancellationToken cancellationToken)
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

    private static List<DirectoryGroup> Without(GraphPage<DirectoryGroup> all, GraphPage<DirectoryGroup> direct)
    {
        var own = direct.Value.Select(g => g.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. all.Value.Where(g => !own.Contains(g.Id))];
    }

    private static ProblemException NobodyThere() => new(new ApiProblem(
        ProblemCodes.NotFound,
        StatusCodes.Status404NotFound,
        "Nobody has this id",
        "The directory has no such person, or no longer. Search for the name.",
        Api: Purpose.Name));
}

/// <param name="Roles">Held by the person, or by a group that the person is a direct member of.</param>
/// <param name="IsWhole">False where there was more than a look-up reads.</param>
/// <param name="Requests">How many requests to Graph it took.</param>
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
        [.. Groups.Select(g => new DirectGroup(g.Id, g.DisplayName ?? g.Id))],
        [.. Nested.Select(g => new GroupAround(
            g.Group.DisplayName ?? g.Group.Id,
            [.. g.Roles.Where(r => r.ResourceId == api.Id).Select(r => r.AppRoleId)],
            g.Through))]);
}

/// <param name="Id">The client id.</param>
/// <param name="Principal">Null where the app is unknown in this tenant.</param>
/// <param name="PreAuthorized">Scopes that the portal needs no consent for.</param>
internal sealed record DirectoryApi(Guid Id, ServicePrincipal? Principal, IReadOnlyList<string> PreAuthorized);
