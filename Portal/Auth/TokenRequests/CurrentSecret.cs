using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Portal.Auth.TokenRequests;

/// <summary>
/// The client secrets that are in settings now. MSAL keeps the one that it read first, so requests get the current one when
/// they are sent.
/// </summary>
internal sealed class CurrentSecret : IDisposable
{
    // Every secret since the start, with the place among the credentials at which it was first.
    private readonly ConcurrentDictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly IOptionsMonitor<AzureAdSettings> _now;
    private readonly IDisposable? _changes;

    public CurrentSecret(IOptionsMonitor<AzureAdSettings> now)
    {
        _now = now;
        Note(now.CurrentValue);
        _changes = now.OnChange(Note);
    }

    /// <summary>What replaced a secret of the settings; null if it is still the same, or never was in them.</summary>
    public string? Replacement(string? sent)
    {
        if (string.IsNullOrEmpty(sent) || !_known.TryGetValue(sent, out var place))
            return null;

        var current = _now.CurrentValue.ClientCredentials.ElementAtOrDefault(place)?.ClientSecret;
        return string.IsNullOrEmpty(current) || current == sent ? null : current;
    }

    public void Dispose() => _changes?.Dispose();

    private void Note(AzureAdSettings settings)
    {
        foreach (var (place, credential) in settings.ClientCredentials.Index())
        {
            if (credential.ClientSecret is { Length: > 0 } secret)
                _known.TryAdd(secret, place);
        }
    }
}
