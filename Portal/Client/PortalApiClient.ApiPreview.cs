using Portal.Contracts.ApiPreview;

namespace Portal.Client;

// APIs that are not in the settings, for administrators.
public sealed partial class PortalApiClient
{
    public Task<ApiPreviewReport> PreviewApiAsync(ApiPreviewRequest request, CancellationToken cancellationToken) =>
        PostAsync<ApiPreviewReport>(ApiPreviewAddresses.Endpoint, request, cancellationToken);
}
