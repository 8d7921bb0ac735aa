using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Audit;
using Portal.Graph;

namespace Portal.Audit;

/// <summary>The audit log of administrators' changes, read-only.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/admin/audit");
        audit.MapGet("", GetAudit).WithSummary("The audit log, newest first, and whether its hash chain is intact.");
        audit.MapGet("/{number}/undo", GetUndo)
            .WithSummary("Plans the undo of an entry, or of all changes applied together with it. Changes nothing.");
    }

    private static async Task<Ok<AuditPage>> GetAudit(
        string? who,
        string? what,
        string? whom,
        string? ended,
        string? days,
        string? size,
        string? next,
        AuditLog audit,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var filter = new AuditFilter(
            Text(who), OneOf(AuditActions.All, what), Text(whom), OneOf(AuditOutcomeKinds.All, ended), OneOf(AuditPeriods.All, days));
        DateTimeOffset? since = filter.Days is { } period
            ? time.GetUtcNow().AddDays(-int.Parse(period, CultureInfo.InvariantCulture))
            : null;
        long? before = next is null
            ? null
            : Number(next) ?? throw GraphText.Invalid("next must be a value from a previous page.");
        var query = new AuditQuery(filter, before, since);
        if (size is not null)
            query = query with { PageSize = SizeOf(size) };

        return TypedResults.Ok(await audit.ReadAsync(query, cancellationToken));
    }

    private static async Task<Results<Ok<UndoPlan>, NotFound>> GetUndo(
        string number, bool? whole, AuditLog audit, CancellationToken cancellationToken) =>
        Number(number) is { } row && await audit.PlanUndoAsync(row, whole ?? false, cancellationToken) is { } plan
            ? TypedResults.Ok(plan)
            : TypedResults.NotFound();

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int SizeOf(string text) => Number(text) is { } size and >= 1 and <= AuditFilter.MaxPageSize
        ? (int)size
        : throw GraphText.Invalid($"size must be a number from 1 to {AuditFilter.MaxPageSize}.");

    private static string? Text(string? value) => value switch
    {
        null or "" => null,
        { Length: > AuditFilter.MaxTextLength } =>
            throw GraphText.Invalid($"who and whom may have at most {AuditFilter.MaxTextLength} characters."),
        _ => value,
    };

    private static string? OneOf(IReadOnlyList<string> allowed, string? value) => value switch
    {
        null or "" => null,
        _ when allowed.Contains(value) => value,
        _ => throw GraphText.Invalid($"The value must be one of {string.Join(", ", allowed)}."),
    };
}
