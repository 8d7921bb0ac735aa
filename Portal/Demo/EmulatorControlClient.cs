using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Demo;

/// <summary>Calls the emulator's control endpoints. Entra ID has none, so it is registered for a loopback authority only.</summary>
internal sealed class EmulatorControlClient(HttpClient http)
{
    private const string Header = "X-Emulator-Lever";

    public Task<JsonElement> GetAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "", body: null, cancellationToken);

    public Task<JsonElement> PostAsync(string control, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, control, body, cancellationToken);

    /// <summary>Also succeeds if there is nothing to delete.</summary>
    public Task DeleteAsync(string control, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, control, body: null, cancellationToken);

    private async Task<JsonElement> SendAsync(HttpMethod method, string control, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"levers/{control}".TrimEnd('/'));
        request.Headers.Add(Header, "portal");
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType());
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (method == HttpMethod.Delete && response.StatusCode == HttpStatusCode.NotFound)
                return default;
            if (!response.IsSuccessStatusCode)
                throw new ProblemException(Refused($"It returned status {(int)response.StatusCode}."));

            return response.StatusCode == HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0
                ? default
                : await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new ProblemException(Refused("It cannot be reached."), exception);
        }
    }

    private static ApiProblem Refused(string why) => new(
        ProblemCodes.AuthorityUnavailable, StatusCodes.Status502BadGateway, "The emulator could not complete the request", why);
}
