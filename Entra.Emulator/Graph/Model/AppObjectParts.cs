using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph.Model;

/// <summary>Properties that application and servicePrincipal objects share.</summary>
internal static class AppObjectParts
{
    public static string Audience(App app) => app.MultiTenant ? "AzureADMultipleOrgs" : "AzureADMyOrg";

    public static object Role(AppRole role) => new
    {
        allowedMemberTypes = role.For.Select(f => f.ToString()),
        description = role.Description,
        displayName = role.Name,
        id = role.Id,
        isEnabled = true,
        origin = "Application",
        value = role.Value,
    };

    public static object Scope(AppScope scope) => new
    {
        adminConsentDescription = scope.Description,
        adminConsentDisplayName = scope.Name,
        id = scope.Id,
        isEnabled = true,
        type = scope.AdminOnly ? "Admin" : "User",
        userConsentDescription = scope.Description,
        userConsentDisplayName = scope.Name,
        value = scope.Value,
    };
}
