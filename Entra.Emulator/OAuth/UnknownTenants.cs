using System.Text.Json.Serialization;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.OAuth;

/// <summary>Reached when OpenIddict did not know the address: most often a wrong TenantId in an app's settings.</summary>
internal static class UnknownTenants
{
    public static void MapUnknownTenants(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", Answer);
        routes.MapPost("/{tenant}/oauth2/v2.0/token", Answer);
    }

    private static Results<NotFound, BadRequest<ErrorBody>> Answer(
        string tenant, HttpContext http, TenantDirectory known, TimeProvider time)
    {
        if (tenant == known.Id.ToString() || EndpointUris.Aliases(known).Contains(tenant))
            return TypedResults.NotFound();

        var report = ErrorReport.Create(EntraErrors.TenantUnknown(tenant), http, time);
        return TypedResults.BadRequest(new ErrorBody(
            report.Error.Error,
            report.Description,
            [report.Error.Code],
            report.Timestamp,
            report.TraceId,
            report.CorrelationId));
    }

    private sealed record ErrorBody(
        string Error,
        [property: JsonPropertyName("error_description")] string Description,
        [property: JsonPropertyName("error_codes")] IReadOnlyList<int> Codes,
        string Timestamp,
        [property: JsonPropertyName("trace_id")] string TraceId,
        [property: JsonPropertyName("correlation_id")] string CorrelationId);
}
