using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.App>;

namespace Entra.Emulator.Graph.Model;

/// <summary>An app as the tenant knows it; only apps that have a principal here are asked.</summary>
internal static class ServicePrincipalObject
{
    // Graph itself belongs to Microsoft's own tenant, everywhere.
    private static readonly Guid Microsoft = new("f8cdef31-a31e-4b4a-93e4-5f571e91255a");

    public static ObjectType<App> Describe(TenantDirectory tenant) => new("servicePrincipal",
    [
        Sought("id", a => a.Principal!.Id),
        .. Empty("deletedDateTime"),
        Sought("accountEnabled", a => a.Principal!.Enabled),
        new("alternativeNames", _ => Array.Empty<string>()),
        .. Empty("appDescription"),
        new("appDisplayName", a => a.Name),
        Sought("appId", a => a.Id),
        .. Empty("applicationTemplateId"),
        Sought("appOwnerOrganizationId", a => a.IdentifierUri == TenantDirectory.GraphUri ? Microsoft : tenant.Id),
        new("appRoleAssignmentRequired", a => a.Principal!.AssignmentRequired),
        new("createdDateTime", _ => tenant.Created),
        .. Empty("description").Select(p => p with { IsFilterable = true }),
        .. Empty("disabledByMicrosoftStatus"),
        Sought("displayName", a => a.Name),
        .. Empty("homepage", "loginUrl"),
        new("logoutUrl", a => a.LogoutUri),
        .. Empty("notes"),
        new("notificationEmailAddresses", _ => Array.Empty<string>()),
        .. Empty("preferredSingleSignOnMode", "preferredTokenSigningKeyThumbprint"),
        new("replyUrls", a => a.RedirectUris),
        new("servicePrincipalNames", Names),
        Sought("servicePrincipalType", _ => "Application"),
        new("signInAudience", AppParts.Audience),
        new("tags", _ => Array.Empty<string>()),
        .. Empty("tokenEncryptionKeyId"),
        new("addIns", _ => Array.Empty<object>()),
        new("appRoles", a => a.Roles.Select(AppParts.Role)),
        new("keyCredentials", _ => Array.Empty<object>()),
        new("oauth2PermissionScopes", a => a.Scopes.Select(AppParts.Scope)),
        new("passwordCredentials", _ => Array.Empty<object>()),
        new("resourceSpecificApplicationPermissions", _ => Array.Empty<object>()),
    ]);

    private static string[] Names(App app) => app.IdentifierUri is { } uri ? [app.ClientId, uri] : [app.ClientId];
}
