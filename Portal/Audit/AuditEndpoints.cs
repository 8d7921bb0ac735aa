using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth;
using Portal.Contracts.Audit;
using Portal.Graph;

namespace Portal.Audit;

/// <summary>What administrators changed. Read only: there is no way in to change it.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/admin/audit").RequireAuthorization(PortalPolicies.Admin);
        audit.MapGet("", GetAudit).WithSummary("The audit trail, newest first, and whether it is as it was written.");
        audit.MapGet("/{number}/undo", GetUndo)
            .WithSummary("What would take a row back, or the whole run that it belongs to. Changes nothing.");
    }

    private static async Task<Ok<AuditPage>> GetAudit(
        string? who, string? what, string? whom, string? ended, string? next, AuditLog audit, CancellationToken cancellationToken)
    {
        var filter = new AuditFilter(Text(who), OneOf(AuditActions.All, what), Text(whom), OneOf(AuditEnds.All, ended));
        long? before = next is null ? null : Number(next) ?? throw GraphText.Invalid("This page of the trail does not exist.");
        return TypedResults.Ok(await audit.ReadAsync(new AuditQuery(filter, before), cancellationToken));
    }

    private static async Task<Results<Ok<UndoPlan>, NotFound>> GetUndo(
        string number, bool? whole, AuditLog audit, CancellationToken cancellationToken) =>
        Number(number) is { } row && await audit.PlanUndoAsync(row, whole ?? false, cancellationToken) is { } plan
            ? TypedResults.Ok(plan)
            : TypedResults.NotFound();

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(string? value) => value switch
    {
        null or "" => null,
        { Length: > AuditFilter.MaxTextLength } => throw GraphText.Invalid($"A text to look for has {AuditFilter.MaxTextLength} characters at most."),
        _ => value,
    };

    private static string? OneOf(IReadOnlyList<string> words, string? value) => value switch
    {
        null or "" => null,
        _ when words.Contains(value) => value,
        _ => throw GraphText.Invalid($"It is one of {string.Join(", ", words)}."),
    };
}
