using System.Text.Json.Serialization;
using Portal.Contracts.Roles;

namespace Portal.Graph;

/// <summary>An app role assigned to a principal.</summary>
internal sealed record AppRoleAssignment(
    string Id,
    string AppRoleId,
    string PrincipalId,
    string? PrincipalType = null,
    string? PrincipalDisplayName = null,
    DateTimeOffset? CreatedDateTime = null);

internal sealed record NewAppRoleAssignment(string PrincipalId, string ResourceId, string AppRoleId);

/// <summary>A user, a group or an app, with the properties needed to name it.</summary>
internal sealed record DirectoryObject(
    string Id,
    [property: JsonPropertyName("@odata.type")] string? Type = null,
    string? DisplayName = null,
    string? UserPrincipalName = null,
    string? AppId = null)
{
    public Principal As(string kind) => new(
        Id, kind, DisplayName is { Length: > 0 } name ? name : UserPrincipalName ?? Id, UserPrincipalName ?? AppId);

    public Principal AsPrincipal() => As(Type switch
    {
        "#microsoft.graph.group" => PrincipalKinds.Group,
        "#microsoft.graph.servicePrincipal" => PrincipalKinds.Application,
        "#microsoft.graph.user" or null => PrincipalKinds.User,
        _ => Type[(Type.LastIndexOf('.') + 1)..],
    });
}
