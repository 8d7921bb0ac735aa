using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Diagnostics.Probes;

/// <summary>The documents that a downstream API publishes, requested in each run because cached ones may be outdated.</summary>
internal sealed class ApiDocuments(IHttpClientFactory clients, IOptionsMonitor<DownstreamApiSettings> settings, TimeProvider time)
{
    public Task<ProbeResponse> ContractAsync(string api, DiagnosticsContext run, CancellationToken cancellationToken) =>
        run.OnceAsync($"{api} contract", cancellation => GetAsync(api, ContractAddress(api), cancellation), cancellationToken);

    public async Task<ResourceMetadata?> ResourceAsync(string api, DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var response = await run.OnceAsync(
            $"{api} resource", cancellation => GetAsync(api, ResourceAddress(api), cancellation), cancellationToken);
        return response.IsSuccess ? ResourceMetadata.Read(response.Body) : null;
    }

    public Uri ResourceAddress(string api) => ValidationReader.Address(new Uri(settings.Get(api).BaseUrl!));

    private Uri ContractAddress(string api) => settings.Get(api).DocumentAddress;

    private async Task<ProbeResponse> GetAsync(string api, Uri address, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ContractStore.ClientName(api));
        return await ProbeResponse.GetAsync(client, address, time, cancellationToken);
    }
}

/// <summary>The members of an API's protected-resource metadata (RFC 9728) that settings are compared with.</summary>
/// <param name="Audiences">The accepted audiences; empty if not published.</param>
internal sealed record ResourceMetadata(
    IReadOnlyList<string> AuthorizationServers, IReadOnlyList<string> Scopes, IReadOnlyList<string> Audiences)
{
    private const int MaxCount = 50;

    /// <summary>Null if it is not such a document.</summary>
    public static ResourceMetadata? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null : new ResourceMetadata(
                List(document.RootElement, "authorization_servers"),
                List(document.RootElement, "scopes_supported"),
                ValidationReader.Read(json).FirstOrDefault(v => v.Name == "audience")?.Accepted ?? []);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> List(JsonElement document, string name) =>
        document.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Take(MaxCount).Select(v => v.GetString()!)]
            : [];
}
