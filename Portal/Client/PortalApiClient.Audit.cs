using System.Globalization;
using Portal.Contracts.Audit;

namespace Portal.Client;

// The audit log, for administrators.
public sealed partial class PortalApiClient
{
    private const string Audit = "api/admin/audit";

    /// <param name="size">The most entries of the page; null for the default.</param>
    public Task<AuditPage> GetAuditAsync(AuditFilter filter, string? next, int? size, CancellationToken cancellationToken)
    {
        var query = Query(
            ("who", filter.Actor),
            ("what", filter.Action),
            ("whom", filter.Subject),
            ("ended", filter.Outcome),
            ("days", filter.Days),
            ("size", size?.ToString(CultureInfo.InvariantCulture)),
            ("next", next));
        return GetAsync<AuditPage>(Audit + query, cancellationToken);
    }

    /// <summary>The change that undoes an entry; it is previewed and applied like any other change.</summary>
    /// <param name="whole">Includes everything applied together with the entry.</param>
    public Task<UndoPlan> GetUndoAsync(long number, bool whole, CancellationToken cancellationToken)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{Audit}/{number}/undo");
        return GetAsync<UndoPlan>(address + Query(("whole", whole ? "true" : null)), cancellationToken);
    }
}
