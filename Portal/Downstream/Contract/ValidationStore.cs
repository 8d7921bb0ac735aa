using System.Collections.Concurrent;
using AccessContract;
using Microsoft.Extensions.Options;

namespace Portal.Downstream.Contract;

/// <summary>
/// The validations that the downstream APIs publish, cached for a few minutes. Publishing them is optional: an API that
/// does not, or does not respond, has none.
/// </summary>
public sealed class ValidationStore(IHttpClientFactory clients, IOptionsMonitor<DownstreamApiSettings> settings, TimeProvider time)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(5);

    // Short, because the API may recover soon; without a cache, every page would wait for it.
    private static readonly TimeSpan FailureCacheDuration = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<Validation>> GetAsync(string api, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(api, out var known) && known.Until > time.GetUtcNow())
            return known.Validations;

        var read = await ReadAsync(api, cancellationToken);
        var validations = read ?? known?.Validations ?? [];
        _entries[api] = new Entry(validations, time.GetUtcNow() + (read is null ? FailureCacheDuration : CacheDuration));
        return validations;
    }

    // Null if the API did not respond.
    private async Task<IReadOnlyList<Validation>?> ReadAsync(string api, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ContractStore.ClientName(api));
            using var response = await client.GetAsync(
                ValidationReader.Address(new Uri(settings.Get(api).BaseUrl!)), cancellationToken);
            return response.IsSuccessStatusCode
                ? ValidationReader.Read(await response.Content.ReadAsStringAsync(cancellationToken))
                : (int)response.StatusCode >= 500 ? null : [];
        }
        catch (Exception exception) when (CallProblems.Explain(exception, api) is not null && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed record Entry(IReadOnlyList<Validation> Validations, DateTimeOffset Until);
}
