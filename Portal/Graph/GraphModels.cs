using System.Text.Json.Serialization;

namespace Portal.Graph;

// Graph's own names and shapes (v1.0), as far as the portal reads them.

/// <summary>A page of a collection.</summary>
internal sealed record GraphPage<T>(
    IReadOnlyList<T> Value,
    [property: JsonPropertyName("@odata.nextLink")] string? NextLink = null,
    [property: JsonPropertyName("@odata.count")] int? Count = null);

/// <summary>An app as it is known in this tenant.</summary>
internal sealed record ServicePrincipal(
    string Id,
    string AppId,
    string? DisplayName = null,
    IReadOnlyList<AppRole>? AppRoles = null,
    IReadOnlyList<PermissionScope>? Oauth2PermissionScopes = null,
    bool AppRoleAssignmentRequired = false);

internal sealed record AppRole(
    string Id, string? Value, string? DisplayName, string? Description, IReadOnlyList<string> AllowedMemberTypes, bool IsEnabled = true);

/// <param name="Type"><c>User</c>, or <c>Admin</c> where only an administrator can consent.</param>
internal sealed record PermissionScope(
    string Id, string? Value, string? Type = null, string? AdminConsentDisplayName = null, string? AdminConsentDescription = null);

/// <summary>The registration of an app, as far as it says who needs no consent.</summary>
internal sealed record ApplicationObject(string Id, string AppId, ApiApplication? Api = null);

internal sealed record ApiApplication(IReadOnlyList<PreAuthorizedApplication>? PreAuthorizedApplications = null);

internal sealed record PreAuthorizedApplication(string AppId, IReadOnlyList<string> DelegatedPermissionIds);

/// <summary>A delegated consent.</summary>
/// <param name="ClientId">The client's service principal.</param>
/// <param name="ConsentType"><c>AllPrincipals</c> or <c>Principal</c>.</param>
/// <param name="PrincipalId">The user, with <c>Principal</c>.</param>
/// <param name="ResourceId">The API's service principal.</param>
/// <param name="Scope">Parted by spaces.</param>
internal sealed record PermissionGrant(
    string Id, string ClientId, string ConsentType, string? PrincipalId, string ResourceId, string Scope)
{
    public const string Everyone = "AllPrincipals";
    public const string One = "Principal";

    [JsonIgnore]
    public IReadOnlyList<string> Scopes => Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Graph's shape of a refusal.</summary>
internal sealed record GraphFailure(GraphError? Error);

internal sealed record GraphError(string? Code, string? Message);
