using Portal.Contracts.Problems;

namespace Portal.Contracts.Access;

/// <summary>What the caller can do with each downstream API: <c>GET /api/access</c>.</summary>
public sealed record AccessReport(string User, IReadOnlyList<string> PortalScopes, IReadOnlyList<ApiAccess> Apis);

/// <summary>The caller's access to one downstream API.</summary>
/// <param name="State">One of <see cref="ApiAccessState"/>: the first obstacle, if there is one.</param>
/// <param name="Scopes">The scopes in the caller's token for the API; empty without a token.</param>
/// <param name="Roles">The app roles in the caller's token for the API; empty without a token.</param>
/// <param name="Problem">Explains every state except granted and role_missing.</param>
public sealed record ApiAccess(
    string Api,
    string Title,
    string State,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Roles,
    IReadOnlyList<ViewAccess> Views,
    ApiProblem? Problem = null);

/// <summary>
/// Whether the token allows a view, according to the requirements that the API publishes; the API itself decides.
/// </summary>
/// <param name="Missing">What is missing, as a sentence; null if the view is allowed.</param>
/// <param name="Row">The same for reading a single row; null if the API has no address for one.</param>
/// <param name="Change">The same for changing a row; null if the API does not support changes.</param>
public sealed record ViewAccess(
    string Name,
    string Title,
    bool IsAllowed,
    string? Missing,
    ActionAccess? Row = null,
    ActionAccess? Change = null);

/// <param name="Missing">What is missing, as a sentence; null if the action is allowed.</param>
public sealed record ActionAccess(bool IsAllowed, string? Missing);

public static class ApiAccessState
{
    public const string Granted = "granted";
    public const string ConsentMissing = "consent_missing";
    public const string RoleMissing = "role_missing";
    public const string Unreachable = "unreachable";
    public const string Refused = "refused";
}
