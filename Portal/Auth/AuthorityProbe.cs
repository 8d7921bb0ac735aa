using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Portal.Auth;

/// <summary>
/// Asks the authority for its metadata before a browser is sent there: with metadata cached, the browser would end on
/// its own error page, which cannot say who is down nor lead back.
/// </summary>
internal static class AuthorityProbe
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public static async Task<bool> AnswersAsync(OpenIdConnectOptions options, CancellationToken cancellationToken)
    {
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(Timeout);
        try
        {
            using var response = await options.Backchannel.GetAsync(
                options.MetadataAddress, HttpCompletionOption.ResponseHeadersRead, budget.Token);
            return response.IsSuccessStatusCode;
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
