using System.Diagnostics.CodeAnalysis;
using Entra.Emulator.OAuth.Discovery;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.TokenEndpoint;

/// <summary>Finds the client of a request by its <c>client_id</c>, and checks that the tenant has it.</summary>
internal static class ClientLookup
{
    public static bool TryFind(
        TenantDirectory tenant,
        string? clientId,
        HttpContext http,
        [NotNullWhen(true)] out App? client,
        [NotNullWhen(false)] out EntraError? error)
    {
        client = tenant.FindApp(clientId);
        if (client is null)
        {
            error = string.IsNullOrEmpty(clientId)
                ? EntraErrors.ParameterMissing("client_id")
                : EntraErrors.AppUnknown(clientId, tenant);
            return false;
        }

        error = FindError(tenant, client, http);
        return error is null;
    }

    private static EntraError? FindError(TenantDirectory tenant, App client, HttpContext http)
    {
        if (client.Principal is null)
            return EntraErrors.AppAbsent(client, tenant);
        if (!client.Principal.Enabled)
            return EntraErrors.AppDisabled(client);

        return EndpointUris.IsForAllTenants(http) && !client.MultiTenant ? EntraErrors.TenantNeeded(client) : null;
    }
}
