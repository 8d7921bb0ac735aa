using System.Globalization;
using Portal.Contracts.Audit;

namespace Portal.Client;

/// <summary>The audit log, for administrators.</summary>
public sealed partial class PortalApiClient
{
    private const string Audit = "api/admin/audit";

    public Task<AuditPage> GetAuditAsync(AuditFilter filter, string? next, CancellationToken cancellationToken) => GetAsync<AuditPage>(
        Audit + Query(("who", filter.Actor), ("what", filter.Action), ("whom", filter.Subject), ("ended", filter.Outcome), ("next", next)),
        cancellationToken);

    /// <summary>The change that undoes an entry; it is previewed and applied like any other change.</summary>
    /// <param name="whole">Includes everything applied together with the entry.</param>
    public Task<UndoPlan> GetUndoAsync(long number, bool whole, CancellationToken cancellationToken) => GetAsync<UndoPlan>(
        string.Create(CultureInfo.InvariantCulture, $"{Audit}/{number}/undo{(whole ? "?whole=true" : "")}"), cancellationToken);
}
