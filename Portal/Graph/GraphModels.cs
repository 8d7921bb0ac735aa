using System.Text.Json.Serialization;

namespace Portal.Graph;

// The parts of Graph's v1.0 objects that the portal reads, by their names in Graph.

/// <summary>A page of a collection.</summary>
internal sealed record GraphPage<T>(
    IReadOnlyList<T> Value,
    [property: JsonPropertyName("@odata.nextLink")] string? NextLink = null,
    [property: JsonPropertyName("@odata.count")] int? Count = null);

/// <summary>An app in this tenant.</summary>
internal sealed record ServicePrincipal(
    string Id,
    string AppId,
    string? DisplayName = null,
    IReadOnlyList<AppRole>? AppRoles = null,
    IReadOnlyList<PermissionScope>? Oauth2PermissionScopes = null,
    bool AppRoleAssignmentRequired = false);

internal sealed record AppRole(
    string Id,
    string? Value,
    string? DisplayName,
    string? Description,
    IReadOnlyList<string> AllowedMemberTypes,
    bool IsEnabled = true);

/// <param name="Type"><c>User</c>, or <c>Admin</c> if only an administrator can consent.</param>
internal sealed record PermissionScope(
    string Id, string? Value, string? Type = null, string? AdminConsentDisplayName = null, string? AdminConsentDescription = null);

/// <summary>An app registration, with its pre-authorized clients.</summary>
internal sealed record ApplicationObject(string Id, string AppId, ApiApplication? Api = null);

internal sealed record ApiApplication(IReadOnlyList<PreAuthorizedApplication>? PreAuthorizedApplications = null);

internal sealed record PreAuthorizedApplication(string AppId, IReadOnlyList<string> DelegatedPermissionIds);

/// <summary>A delegated consent.</summary>
/// <param name="ClientId">The client's service principal.</param>
/// <param name="ConsentType"><c>AllPrincipals</c> or <c>Principal</c>.</param>
/// <param name="PrincipalId">The user, for <c>Principal</c>.</param>
/// <param name="ResourceId">The API's service principal.</param>
/// <param name="Scope">Separated by spaces.</param>
internal sealed record PermissionGrant(
    string Id, string ClientId, string ConsentType, string? PrincipalId, string ResourceId, string Scope)
{
    public const string Everyone = "AllPrincipals";
    public const string One = "Principal";

    [JsonIgnore]
    public IReadOnlyList<string> Scopes => Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The body of an error response.</summary>
internal sealed record GraphFailure(GraphError? Error);

internal sealed record GraphError(string? Code, string? Message);
