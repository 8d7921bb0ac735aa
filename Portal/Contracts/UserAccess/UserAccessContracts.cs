using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Contracts.UserAccess;

/// <summary>People of the directory: <c>GET /api/admin/people</c>.</summary>
/// <param name="Next">Asks for the page after this one; null when this is the last.</param>
/// <param name="Count">How many there are in all, as far as the directory says.</param>
public sealed record UserPage(IReadOnlyList<UserSummary> People, string? Next = null, int? Count = null);

/// <param name="Id">The object id.</param>
public sealed record UserSummary(string Id, string Name, string UserName);

/// <summary>What a person's next tokens will carry, and what that opens: <c>GET /api/admin/people/{id}/access</c>.</summary>
/// <param name="Self">The person asked.</param>
/// <param name="Enabled">False: the account is switched off, so that nobody signs in with it.</param>
/// <param name="IsWhole">False where the directory had more than is read for one look-up.</param>
/// <param name="Requests">How many requests to Microsoft Graph it took.</param>
public sealed record UserAccessReport(
    UserSummary Person, bool Self, bool Enabled, IReadOnlyList<ApiForecast> Apis, bool IsWhole, int Requests);

/// <summary>The forecast for one downstream API.</summary>
/// <param name="State">One of <see cref="ForecastState"/>.</param>
/// <param name="Roles">Every role that a user can have there, carried or not.</param>
/// <param name="Views">Judged by what the API publishes; the API itself decides.</param>
/// <param name="Problem">Why there is no forecast, or none of the views.</param>
/// <param name="Own">How it compares with the real tokens; only for oneself.</param>
public sealed record ApiForecast(
    string Api,
    string Title,
    string State,
    IReadOnlyList<RoleForecastLine> Roles,
    IReadOnlyList<ScopeForecastLine> Scopes,
    IReadOnlyList<ViewAccess> Views,
    ApiProblem? Problem = null,
    OwnTokenComparison? Own = null);

/// <param name="Value">As tokens carry it.</param>
/// <param name="Reasons">Why it is carried; for one that is not, what looks as if it should be.</param>
public sealed record RoleForecastLine(string Value, string Title, string? Description, bool Carried, IReadOnlyList<string> Reasons);

/// <param name="Scope">Without the resource, as tokens carry it.</param>
/// <param name="Source">One of <see cref="ConsentSource"/>.</param>
/// <param name="AdminOnly">Users cannot consent to it themselves.</param>
public sealed record ScopeForecastLine(string Scope, string Source, bool AdminOnly);

/// <summary>A real token, issued just now, beside the forecast.</summary>
/// <param name="Differences">In sentences; empty when the token carries exactly what was forecast.</param>
/// <param name="Before">What the token that was used until now had otherwise; null when nothing.</param>
/// <param name="Problem">Why no token was issued.</param>
public sealed record OwnTokenComparison(
    IReadOnlyList<string> Roles,
    DateTimeOffset? IssuedAt,
    IReadOnlyList<string> Differences,
    string? Before = null,
    ApiProblem? Problem = null);

public static class ForecastState
{
    /// <summary>At least one view opens.</summary>
    public const string Opens = "opens";

    /// <summary>A token is issued, and opens nothing.</summary>
    public const string RoleMissing = "role_missing";

    /// <summary>The API demands an assignment: no token is issued (AADSTS50105).</summary>
    public const string NotAssigned = "not_assigned";

    /// <summary>An administrator has to consent first.</summary>
    public const string ConsentMissing = "consent_missing";

    public const string Unknown = "unknown";
}

/// <summary>Addresses around one person's access.</summary>
public static class UserAccessAddresses
{
    public const string Path = "/admin/access";

    public static string Of(string person) => $"{Path}?user={Uri.EscapeDataString(person)}";

    /// <summary>Where the role is assigned; who comes from here has chosen for whom.</summary>
    public static string Assign(string api, string role, string person) =>
        $"/admin/roles?api={Uri.EscapeDataString(api)}&role={Uri.EscapeDataString(role)}&assign={Uri.EscapeDataString(person)}";
}
