using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.App>;

namespace Entra.Emulator.Graph.Model;

/// <summary>A servicePrincipal object. Only apps with a principal in this tenant have one.</summary>
internal static class ServicePrincipalObject
{
    // Microsoft Graph belongs to Microsoft's own tenant.
    private static readonly Guid Microsoft = new("f8cdef31-a31e-4b4a-93e4-5f571e91255a");

    public static ObjectType<App> Describe(TenantDirectory tenant) => new("servicePrincipal",
    [
        Filterable("id", a => a.Principal!.Id),
        .. AlwaysNull("deletedDateTime"),
        Filterable("accountEnabled", a => a.Principal!.Enabled),
        new("alternativeNames", _ => Array.Empty<string>()),
        .. AlwaysNull("appDescription"),
        new("appDisplayName", a => a.Name),
        Filterable("appId", a => a.Id),
        .. AlwaysNull("applicationTemplateId"),
        Filterable("appOwnerOrganizationId", a => a.IdentifierUri == TenantDirectory.GraphUri ? Microsoft : tenant.Id),
        new("appRoleAssignmentRequired", a => a.Principal!.AssignmentRequired),
        new("createdDateTime", _ => tenant.Created),
        .. AlwaysNull("description").Select(p => p with { IsFilterable = true }),
        .. AlwaysNull("disabledByMicrosoftStatus"),
        Filterable("displayName", a => a.Name),
        .. AlwaysNull("homepage", "loginUrl"),
        new("logoutUrl", a => a.LogoutUri),
        .. AlwaysNull("notes"),
        new("notificationEmailAddresses", _ => Array.Empty<string>()),
        .. AlwaysNull("preferredSingleSignOnMode", "preferredTokenSigningKeyThumbprint"),
        new("replyUrls", a => a.RedirectUris),
        new("servicePrincipalNames", Names),
        Filterable("servicePrincipalType", _ => "Application"),
        new("signInAudience", AppObjectParts.Audience),
        new("tags", _ => Array.Empty<string>()),
        .. AlwaysNull("tokenEncryptionKeyId"),
        new("addIns", _ => Array.Empty<object>()),
        new("appRoles", a => a.Roles.Select(AppObjectParts.Role)),
        new("keyCredentials", _ => Array.Empty<object>()),
        new("oauth2PermissionScopes", a => a.Scopes.Select(AppObjectParts.Scope)),
        new("passwordCredentials", _ => Array.Empty<object>()),
        new("resourceSpecificApplicationPermissions", _ => Array.Empty<object>()),
    ]);

    private static string[] Names(App app) => app.IdentifierUri is { } uri ? [app.ClientId, uri] : [app.ClientId];
}
