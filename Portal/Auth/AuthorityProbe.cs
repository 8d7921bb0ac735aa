using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Portal.Auth;

/// <summary>
/// Requests the authority's metadata before a browser is redirected there. Otherwise, with cached metadata, the browser
/// would end on its own error page, without an explanation or a way back.
/// </summary>
internal static class AuthorityProbe
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public static async Task<bool> IsAvailableAsync(OpenIdConnectOptions options, CancellationToken cancellationToken)
    {
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(Timeout);
        try
        {
            using var response = await options.Backchannel.GetAsync(
                options.MetadataAddress, HttpCompletionOption.ResponseHeadersRead, budget.Token);

            // A proxy may answer with a page of its own.
            return response.IsSuccessStatusCode
                && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) is true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
