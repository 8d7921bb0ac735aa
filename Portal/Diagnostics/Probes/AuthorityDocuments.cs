using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Auth;

namespace Portal.Diagnostics.Probes;

/// <summary>The authority's metadata, requested once in each run, and other documents of the authority.</summary>
internal sealed class AuthorityDocuments(IHttpClientFactory clients, IOptions<AzureAdSettings> azureAd, TimeProvider time)
{
    public const string ClientName = "setup";

    // Below the timeout of a check, so that the check itself reports the missing response.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public Uri MetadataAddress => new($"{azureAd.Value.Authority}/.well-known/openid-configuration");

    public Task<ProbeResponse> MetadataAsync(DiagnosticsContext run, CancellationToken cancellationToken) =>
        run.OnceAsync("metadata", cancellation => GetAsync(MetadataAddress, cancellation), cancellationToken);

    public async Task<Discovery?> DiscoveryAsync(DiagnosticsContext run, CancellationToken cancellationToken) =>
        Discovery.Read((await MetadataAsync(run, cancellationToken)).Body);

    public async Task<ProbeResponse> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var client = clients.CreateClient(ClientName);
        return await ProbeResponse.GetAsync(client, address, time, both.Token);
    }
}

/// <summary>The members of the discovery document that the portal depends on.</summary>
internal sealed record Discovery(string Issuer, Uri? Authorize, Uri? Token, Uri? Keys, Uri? EndSession)
{
    /// <summary>Null if it is not such a document.</summary>
    public static Discovery? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null : new Discovery(
                Text("issuer") ?? "",
                Address("authorization_endpoint"),
                Address("token_endpoint"),
                Address("jwks_uri"),
                Address("end_session_endpoint"));

            string? Text(string name) =>
                document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

            Uri? Address(string name) => Uri.TryCreate(Text(name), UriKind.Absolute, out var address) ? address : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
