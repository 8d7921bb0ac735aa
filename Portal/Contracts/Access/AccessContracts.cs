using Portal.Contracts.Problems;

namespace Portal.Contracts.Access;

/// <summary>What the caller can do, hop by hop: <c>GET /api/access</c>.</summary>
public sealed record AccessReport(string User, IReadOnlyList<string> PortalScopes, IReadOnlyList<ApiAccess> Apis);

/// <summary>One downstream API, as far as this caller gets.</summary>
/// <param name="State">One of <see cref="ApiAccessState"/>, the first obstacle on the way.</param>
/// <param name="Scopes">Scopes that the token for it carries; empty without a token.</param>
/// <param name="Roles">App roles that the token for it carries; empty without a token.</param>
/// <param name="Problem">The obstacle in full, for every state but granted and role_missing.</param>
public sealed record ApiAccess(
    string Api,
    string Title,
    string State,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Roles,
    IReadOnlyList<ViewAccess> Views,
    ApiProblem? Problem = null);

/// <summary>Whether the token opens a view, judged by what the API publishes; the API itself decides.</summary>
/// <param name="Missing">What is missing, in words; null when it opens.</param>
/// <param name="Row">The same for one row on its own; null when the API has no address for one.</param>
/// <param name="Change">The same for changing a row; null when the API takes no change.</param>
public sealed record ViewAccess(
    string Name,
    string Title,
    bool Opens,
    string? Missing,
    ActionAccess? Row = null,
    ActionAccess? Change = null);

/// <summary>Whether the token opens an action, and what is missing, in words, if not.</summary>
public sealed record ActionAccess(bool Opens, string? Missing);

public static class ApiAccessState
{
    public const string Granted = "granted";
    public const string ConsentMissing = "consent_missing";
    public const string RoleMissing = "role_missing";
    public const string Unreachable = "unreachable";
    public const string Refused = "refused";
}
