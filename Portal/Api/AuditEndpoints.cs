using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Audit;
using Portal.Auth;
using Portal.Contracts;
using Portal.Graph;

namespace Portal.Api;

/// <summary>What administrators changed. Read only: there is no way in to change it.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/admin/audit", GetAudit)
            .RequireAuthorization(PortalPolicies.Admin)
            .WithSummary("The audit trail, newest first, and whether it is as it was written.");

    private static async Task<Ok<AuditPage>> GetAudit(string? next, AuditLog audit, CancellationToken cancellationToken)
    {
        long? before = null;
        if (next is not null)
        {
            before = long.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw GraphText.Invalid("This page of the trail does not exist.");
        }

        return TypedResults.Ok(await audit.ReadAsync(before, cancellationToken));
    }
}
