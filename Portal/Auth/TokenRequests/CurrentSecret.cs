using Microsoft.Extensions.Options;

namespace Portal.Auth.TokenRequests;

/// <summary>
/// The client secrets that are in settings now. MSAL keeps the one of the start, so requests get the current one when they
/// are sent.
/// </summary>
internal sealed class CurrentSecret(IOptions<AzureAdSettings> start, IOptionsMonitor<AzureAdSettings> now)
{
    /// <summary>What replaced a secret since the start; null if it is still the same.</summary>
    public string? Replacement(string? sent)
    {
        if (string.IsNullOrEmpty(sent) || start.Value.ClientCredentials.FirstOrDefault(c => c.ClientSecret == sent) is not { } used)
            return null;

        var current = now.CurrentValue.ClientCredentials
            .ElementAtOrDefault(start.Value.ClientCredentials.IndexOf(used))?.ClientSecret;
        return string.IsNullOrEmpty(current) || current == sent ? null : current;
    }
}
