using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts;

namespace Portal.Client;

/// <summary>The one door from components to <c>/api</c>. Every failure is a <see cref="PortalApiException"/>.</summary>
public sealed class PortalApiClient(HttpClient http, PortalToken token)
{
    public Task<ViewCatalog> GetViewsAsync(CancellationToken cancellationToken) =>
        GetAsync<ViewCatalog>("api/views", cancellationToken);

    public Task<AccessReport> GetAccessAsync(CancellationToken cancellationToken) =>
        GetAsync<AccessReport>("api/access", cancellationToken);

    public Task<TokenReport> GetTokensAsync(CancellationToken cancellationToken) =>
        GetAsync<TokenReport>("api/tokens", cancellationToken);

    public Task<DataPage> GetDataAsync(string api, string view, DataQuery query, CancellationToken cancellationToken) =>
        GetAsync<DataPage>(
            $"api/data/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}?{ODataQuery.Write(query)}",
            cancellationToken);

    /// <summary>Explains claims that are already decoded, such as those of the id token that the session holds.</summary>
    public Task<TokenView> ExplainAsync(ExplainRequest request, CancellationToken cancellationToken) =>
        SendAsync<TokenView>(
            new HttpRequestMessage(HttpMethod.Post, "api/tokens/explain") { Content = JsonContent.Create(request) },
            cancellationToken);

    private Task<T> GetAsync<T>(string address, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);

    private async Task<T> SendAsync<T>(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using var request = message;
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(
            await token.GetAuthorizationHeaderAsync(cancellationToken));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new PortalApiException(await ProblemReader.ReadAsync(response, cancellationToken));

            return await response.Content.ReadFromJsonAsync<T>(cancellationToken)
                ?? throw new PortalApiException(ClientProblems.Unreadable((int)response.StatusCode));
        }
        catch (HttpRequestException)
        {
            throw new PortalApiException(ClientProblems.Unreachable());
        }
        catch (JsonException)
        {
            throw new PortalApiException(ClientProblems.Unreadable(StatusCodes.Status502BadGateway));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PortalApiException(ClientProblems.TooSlow());
        }
    }
}
