using System.Text.Json.Serialization;
using AccessContract;
using AccessContract.Checks;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Contracts.Access;

/// <summary>
/// What each downstream API allows the caller to do: <c>GET /api/access/summary</c>. Every page requests it, so it has no
/// tokens, and of the checks only those that fail.
/// </summary>
/// <param name="PortalScopes">The scopes in the caller's token for the portal.</param>
/// <param name="IsAdministrator">Whether the caller is an administrator of the portal now; null if it could not be checked.</param>
/// <param name="Names">What pages show instead of ids in tokens.</param>
public sealed record AccessReport(
    IReadOnlyList<string> PortalScopes,
    IReadOnlyList<ApiAccess> Apis,
    bool? IsAdministrator = null,
    IReadOnlyList<NamedId>? Names = null);

/// <param name="Id">The client id of an app, or the id of the tenant.</param>
public sealed record NamedId(string Id, string Name);

/// <summary>
/// The caller's tokens, decoded and explained, and the checks of each downstream API: <c>GET /api/access</c> and
/// <c>GET /api/tokens</c>. It never contains a raw token.
/// </summary>
/// <param name="Tokens">The portal's token and one per API; if there is none, its problem says why.</param>
public sealed record TokenReport(IReadOnlyList<TokenView> Tokens, IReadOnlyList<ApiAccess> Apis, ReportStamp Stamp);

/// <summary>The checks of one API, run on one token for each operation that the API publishes.</summary>
/// <param name="State">One of <see cref="ApiAccessState"/>: the first obstacle, if there is one.</param>
/// <param name="Published">Whether the API publishes its validations; otherwise the usual ones are run.</param>
/// <param name="Scopes">The scopes in the token; empty without a token.</param>
/// <param name="Roles">The app roles in the token; empty without a token.</param>
/// <param name="Consent">Null for a token that is not the caller's own.</param>
/// <param name="Problem">Why there is no token to check, or no contract to check it against.</param>
/// <param name="Coverage">What the API publishes that is not a view; null in a summary, and if its document cannot be read.</param>
public sealed record ApiAccess(
    string Api,
    string Title,
    string State,
    bool Published,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Roles,
    IReadOnlyList<OperationAccess> Operations,
    ApiConsent? Consent = null,
    ApiProblem? Problem = null,
    ViewCoverage? Coverage = null);

/// <summary>
/// Whether the token allows an operation, according to the requirements that the API publishes; the API itself decides.
/// </summary>
/// <param name="Name">Unique within its API, see <see cref="OperationNames"/>.</param>
/// <param name="View">The view that the operation belongs to.</param>
/// <param name="Call">Method and path at the API.</param>
public sealed record OperationAccess(string Name, string View, string Title, string Call, Verdict Verdict)
{
    /// <summary>
    /// True also if only an authentication context is missing: the API requests it, and a stronger sign-in satisfies it.
    /// </summary>
    [JsonIgnore]
    public bool IsAllowed => Verdict.State != VerdictState.NoToken
        && Verdict.Failed is null or { Name: CheckNames.AuthenticationContext };

    /// <summary>What is missing, as a sentence; null if the operation is allowed.</summary>
    [JsonIgnore]
    public string? Missing => IsAllowed ? null : Verdict.Failed?.Explanation ?? Verdict.Headline;
}

/// <summary>The names of a view's operations: <c>orders</c>, <c>orders.row</c>, <c>orders.change</c>.</summary>
public static class OperationNames
{
    public static string Row(string view) => $"{view}.row";

    public static string Change(string view) => $"{view}.change";

    /// <summary>The operations that read a whole view.</summary>
    public static IEnumerable<OperationAccess> Views(this IReadOnlyList<OperationAccess> operations) =>
        operations.Where(o => o.Name == o.View);

    /// <summary>The operation that changes a row of the view; null if the API does not support changes.</summary>
    public static OperationAccess? ChangeOf(this IReadOnlyList<OperationAccess> operations, string view) =>
        operations.FirstOrDefault(o => o.Name == Change(view));
}

public static class ApiAccessState
{
    public const string Granted = "granted";
    public const string ConsentMissing = "consent_missing";
    public const string RoleMissing = "role_missing";
    public const string Unreachable = "unreachable";
    public const string Refused = "refused";
}
