using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Contracts.UserAccess;

/// <summary>Users in the directory: <c>GET /api/admin/people</c>.</summary>
/// <param name="Next">The marker of the next page; null on the last page.</param>
/// <param name="Total">The number of users that match; null if the directory returns no count.</param>
public sealed record UserPage(IReadOnlyList<UserSummary> People, string? Next = null, int? Total = null);

/// <param name="Id">The object id.</param>
public sealed record UserSummary(string Id, string Name, string UserName);

/// <summary>The roles in a user's next tokens, and what they allow: <c>GET /api/admin/people/{id}/access</c>.</summary>
/// <param name="Self">Whether the user is the caller.</param>
/// <param name="Enabled">False if the account is disabled, so that the user cannot sign in.</param>
/// <param name="IsWhole">False if the directory has more than one lookup reads.</param>
/// <param name="Requests">The number of requests to Microsoft Graph.</param>
public sealed record UserAccessReport(
    UserSummary Person, bool Self, bool Enabled, IReadOnlyList<ApiForecast> Apis, bool IsWhole, int Requests);

/// <summary>The forecast for one downstream API.</summary>
/// <param name="State">One of <see cref="ForecastState"/>.</param>
/// <param name="Roles">Every role that a user can have on the API, whether or not the token will have it.</param>
/// <param name="Operations">Predicted from the requirements that the API publishes; the API itself decides.</param>
/// <param name="Problem">Why the forecast, or its operations, could not be made.</param>
/// <param name="OwnToken">The comparison with a real token; only for the caller.</param>
public sealed record ApiForecast(
    string Api,
    string Title,
    string State,
    IReadOnlyList<RoleForecastLine> Roles,
    IReadOnlyList<ScopeForecastLine> Scopes,
    IReadOnlyList<OperationAccess> Operations,
    ApiProblem? Problem = null,
    OwnTokenComparison? OwnToken = null);

/// <param name="Value">The value in tokens.</param>
/// <param name="Reasons">Why the token will have the role, or why it will not despite what is assigned.</param>
public sealed record RoleForecastLine(string Value, string Title, string? Description, bool InToken, IReadOnlyList<string> Reasons);

/// <param name="Scope">Without the resource, as in tokens.</param>
/// <param name="Source">One of <see cref="ConsentSource"/>.</param>
/// <param name="AdminOnly">Users cannot consent to it themselves.</param>
public sealed record ScopeForecastLine(string Scope, string Source, bool AdminOnly);

/// <summary>Compares the forecast with a token issued for the comparison.</summary>
/// <param name="Differences">Sentences; empty if the token has exactly the roles of the forecast.</param>
/// <param name="Before">How the token used until now differed; null if it did not.</param>
/// <param name="Problem">Why no token could be issued.</param>
public sealed record OwnTokenComparison(
    IReadOnlyList<string> Roles,
    DateTimeOffset? IssuedAt,
    IReadOnlyList<string> Differences,
    string? Before = null,
    ApiProblem? Problem = null);

/// <summary>The caller's groups: <c>GET /api/access/groups</c>.</summary>
/// <param name="Direct">The number of groups that the caller is a direct member of.</param>
/// <param name="Nested">Groups that the caller is in only through another group.</param>
/// <param name="IsWhole">False if the directory has more than one lookup reads.</param>
public sealed record OwnGroupReport(int Direct, IReadOnlyList<OwnNestedGroup> Nested, bool IsWhole);

/// <param name="Through">The caller's direct groups that are in this group.</param>
public sealed record OwnNestedGroup(string Name, IReadOnlyList<string> Through);

public static class ForecastState
{
    /// <summary>At least one view is allowed, or the API publishes none.</summary>
    public const string Allowed = "allowed";

    /// <summary>A token is issued, but allows no view.</summary>
    public const string RoleMissing = "role_missing";

    /// <summary>The API requires an assignment: no token is issued (AADSTS50105).</summary>
    public const string NotAssigned = "not_assigned";

    /// <summary>An administrator has to consent first.</summary>
    public const string ConsentMissing = "consent_missing";

    public const string Unknown = "unknown";
}

/// <summary>Addresses of the user access page and of the assignment that it offers.</summary>
public static class UserAccessAddresses
{
    public const string Path = "admin/access";

    public static string Of(string person) => $"{Path}?user={Uri.EscapeDataString(person)}";

    /// <summary>The roles page with this assignment selected.</summary>
    public static string Assign(string api, string role, string person) =>
        $"admin/roles?api={Uri.EscapeDataString(api)}&role={Uri.EscapeDataString(role)}&assign={Uri.EscapeDataString(person)}";
}
