using Portal.Contracts.AdminSetup;

namespace Portal.Client;

// The consents that administration needs.
public sealed partial class PortalApiClient
{
    /// <param name="fresh">Whether to look at the consents again, instead of at the last result.</param>
    public Task<AdminSetupReport> GetAdminSetupAsync(bool fresh, CancellationToken cancellationToken) =>
        fresh
            ? GetAsync<AdminSetupReport>("api/admin/setup?fresh=true", cancellationToken)
            : GetForPortalAsync<AdminSetupReport>("api/admin/setup", cancellationToken);
}
