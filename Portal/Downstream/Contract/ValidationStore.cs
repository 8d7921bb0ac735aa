using AccessContract;
using Microsoft.Extensions.Options;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Downstream.Contract;

/// <summary>
/// The validations that the downstream APIs publish, cached for a few minutes. Publishing them is optional: an API that
/// does not, or that has not responded yet, has none.
/// </summary>
public sealed class ValidationStore(IFusionCache cache, IHttpClientFactory clients, IOptionsMonitor<DownstreamApiSettings> settings)
{
    public async Task<IReadOnlyList<Validation>> GetAsync(string api, CancellationToken cancellationToken) =>
        await cache.GetOrSetAsync(
            CacheKey(api),
            token => ReadAsync(api, token),
            failSafeDefaultValue: MaybeValue<IReadOnlyList<Validation>>.FromValue([]),
            token: cancellationToken);

    internal static string CacheKey(string api) => $"validations of {api}";

    /// <exception cref="HttpRequestException">The API did not respond, or failed.</exception>
    private async Task<IReadOnlyList<Validation>> ReadAsync(string api, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ContractStore.ClientName(api));
        using var response = await client.GetAsync(
            ValidationReader.Address(new Uri(settings.Get(api).BaseUrl!)), cancellationToken);
        if ((int)response.StatusCode < StatusCodes.Status500InternalServerError && !response.IsSuccessStatusCode)
            return [];

        response.EnsureSuccessStatusCode();
        return ValidationReader.Read(await response.Content.ReadAsStringAsync(cancellationToken));
    }
}
