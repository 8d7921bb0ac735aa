using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.OAuth.Discovery;

/// <summary>
/// Handles metadata and token requests for unknown tenants, usually caused by a wrong TenantId in an app's settings.
/// </summary>
internal static class UnknownTenantEndpoints
{
    public static void MapUnknownTenantEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", Respond);
        routes.MapPost("/{tenant}/oauth2/v2.0/token", Respond);
    }

    private static Results<NotFound, BadRequest<ErrorResponse>> Respond(string tenant, HttpContext http, TenantDirectory known)
    {
        if (EndpointUris.Names(known).Contains(tenant))
            return TypedResults.NotFound();

        return TypedResults.BadRequest(ErrorResponse.From(ErrorReport.Create(EntraErrors.TenantUnknown(tenant), http)));
    }
}
