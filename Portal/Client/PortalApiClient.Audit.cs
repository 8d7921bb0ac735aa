using System.Globalization;
using Portal.Contracts.Audit;

namespace Portal.Client;

/// <summary>What administrators ask about what was changed.</summary>
public sealed partial class PortalApiClient
{
    private const string Audit = "api/admin/audit";

    public Task<AuditPage> GetAuditAsync(AuditFilter filter, string? next, CancellationToken cancellationToken) => GetAsync<AuditPage>(
        Audit + Query(("who", filter.Who), ("what", filter.What), ("whom", filter.Whom), ("ended", filter.Ended), ("next", next)),
        cancellationToken);

    /// <summary>What would take a row back; it is dry run and applied like any other change.</summary>
    /// <param name="whole">With all that was applied together with it.</param>
    public Task<UndoPlan> GetUndoAsync(long number, bool whole, CancellationToken cancellationToken) => GetAsync<UndoPlan>(
        string.Create(CultureInfo.InvariantCulture, $"{Audit}/{number}/undo{(whole ? "?whole=true" : "")}"), cancellationToken);
}
