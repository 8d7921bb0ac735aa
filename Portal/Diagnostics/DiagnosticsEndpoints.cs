using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Administrators;
using Portal.Contracts.Diagnostics;

namespace Portal.Diagnostics;

/// <summary>The Setup check, for administrators only, because it shows addresses, files and settings.</summary>
internal static class DiagnosticsEndpoints
{
    public static void MapDiagnostics(this IEndpointRouteBuilder api) =>
        api.MapGet("/setup", GetSetup)
            .WithMetadata(new AllowedUnchecked())
            .WithSummary("Runs every check of the portal's setup, and returns the states, evidence and fixes.");

    private static async Task<Ok<DiagnosticsReport>> GetSetup(
        string? seen,
        string? served,
        HttpContext context,
        ClaimsPrincipal user,
        DiagnosticsRunner runner,
        ReportStamps stamps,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var request = context.Request;

        // The pages call from inside the process and pass the address of their own request; other callers use it directly.
        var requested = PortalAddresses.Read(served) ?? PortalAddresses.Read($"{request.Scheme}://{request.Host}{request.PathBase}");
        var groups = await runner.RunAsync(user, new PortalAddresses(PortalAddresses.Read(seen), requested), cancellationToken);
        return TypedResults.Ok(new DiagnosticsReport(
            groups, stamps.Of(context), Math.Round(time.GetElapsedTime(started).TotalMilliseconds)));
    }
}
