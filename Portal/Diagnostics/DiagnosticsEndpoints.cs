using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth;
using Portal.Contracts.Diagnostics;

namespace Portal.Diagnostics;

/// <summary>The configuration doctor, for administrators: it names addresses, files and settings.</summary>
internal static class DiagnosticsEndpoints
{
    public static void MapDiagnostics(this IEndpointRouteBuilder api) =>
        api.MapGet("/setup", GetSetup)
            .RequireAuthorization(PortalPolicies.Admin)
            .WithSummary("Runs every check of the portal's configuration: verdict, evidence and fix.");

    private static async Task<Ok<DiagnosticsReport>> GetSetup(
        string? seen,
        string? served,
        HttpContext context,
        ClaimsPrincipal user,
        DiagnosticsRunner examiner,
        ReportStamps stamps,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var request = context.Request;

        // The pages ask from inside the process and say where they were asked for; others ask at that address themselves.
        var asked = PortalAddresses.Read(served) ?? PortalAddresses.Read($"{request.Scheme}://{request.Host}{request.PathBase}");
        var groups = await examiner.RunAsync(user, new PortalAddresses(PortalAddresses.Read(seen), asked), cancellationToken);
        return TypedResults.Ok(new DiagnosticsReport(
            groups, stamps.Of(context), Math.Round(time.GetElapsedTime(started).TotalMilliseconds)));
    }
}
