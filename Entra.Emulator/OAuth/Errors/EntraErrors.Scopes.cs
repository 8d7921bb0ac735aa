using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Errors;

/// <content>Scopes and resources.</content>
internal static partial class EntraErrors
{
    public static EntraError ScopeInvalid(string scope, string why) =>
        EntraError.Of(70011, $"The scope '{scope}' is not valid: {why}");

    public static EntraError ScopeUnknown(string scope, App client, App resource) => EntraError.Of(
        650053, $"The application '{client.Name}' requested the scope '{scope}', which does not exist on '{resource.Name}'.");

    public static EntraError ResourceUnknown(string resource, TenantDirectory tenant) =>
        EntraError.Of(500011, $"No resource named '{resource}' was found in the tenant '{tenant.Name}'.");

    public static EntraError ResourceDisabled(App resource) =>
        EntraError.Of(500014, $"The service principal of the resource '{resource.Name}' is disabled.");

    public static EntraError ResourceNotListed(App client, App resource) => EntraError.Of(
        650057,
        $"The client '{client.ClientId}' ({client.Name}) requested .default for "
        + $"'{resource.ClientId}' ({resource.Name}), but its registration lists no permission for it.");

    public static EntraError SelfByUri(App client) => EntraError.Of(
        90009,
        $"The application '{client.ClientId}' ({client.Name}) requests a token for itself, and must then name itself "
        + "by its client id.");

    public static EntraError SeveralResources() =>
        EntraError.Of(28000, "A token is for one resource, but the scopes name several.");

    public static EntraError AppScopeNotDefault(string? scope) => EntraError.Of(
        1002012, $"The scope '{scope}' is not valid. An app-only request must use '{{resource}}/.default'.");
}
