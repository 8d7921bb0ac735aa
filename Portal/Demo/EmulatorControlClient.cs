using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Demo;

/// <summary>Pulls the levers of the tenant in a box. Real Entra ID has none: registered for a loopback authority only.</summary>
internal sealed class EmulatorControlClient(HttpClient http)
{
    private const string Header = "X-Emulator-Lever";

    public Task<JsonElement> GetAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "", body: null, cancellationToken);

    public Task<JsonElement> PostAsync(string lever, object body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, lever, body, cancellationToken);

    /// <summary>Of what is gone already, too.</summary>
    public Task DeleteAsync(string lever, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, lever, body: null, cancellationToken);

    private async Task<JsonElement> SendAsync(HttpMethod method, string lever, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"levers/{lever}".TrimEnd('/'));
        request.Headers.Add(Header, "portal");
        request.Content = body is null ? null : JsonContent.Create(body, body.GetType());
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (method == HttpMethod.Delete && response.StatusCode == HttpStatusCode.NotFound)
                return default;
            if (!response.IsSuccessStatusCode)
                throw new ProblemException(Refused($"It answered with status {(int)response.StatusCode}."));

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
        ProblemCodes.AuthorityUnavailable, StatusCodes.Status502BadGateway, "The emulator did not do it", why);
}
