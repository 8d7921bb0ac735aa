using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth;

/// <summary>Which app a request comes from, as far as its <c>client_id</c> and the address say it.</summary>
internal static class KnownClient
{
    public static EntraError? Find(TenantDirectory tenant, string? clientId, HttpContext http, out App client)
    {
        client = tenant.FindApp(clientId)!;
        if (string.IsNullOrEmpty(clientId))
            return EntraErrors.ParameterMissing("client_id");
        if (client is null)
            return EntraErrors.AppUnknown(clientId, tenant);
        if (client.Principal is null)
            return EntraErrors.AppAbsent(client, tenant);
        if (!client.Principal.Enabled)
            return EntraErrors.AppDisabled(client);

        return EndpointUris.IsForAllTenants(http) && !client.MultiTenant ? EntraErrors.TenantNeeded(client) : null;
    }
}
