using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>Finds the settings key that holds a listening address, under the name used in the root file.</summary>
internal static class ListenSettings
{
    private const string DefaultKey = "Urls";

    /// <summary>The key whose value holds <paramref name="address"/>'s port, such as <c>Portal:Urls</c>.</summary>
    public static string Find(IConfiguration? configuration, string address)
    {
        if (configuration is null || !Uri.TryCreate(address, UriKind.Absolute, out var taken))
            return DefaultKey;

        var own = configuration.GetChildren().FirstOrDefault(child => Ports(child.Value).Contains(taken.Port));
        return own is null ? DefaultKey : InSection(configuration, own);
    }

    /// <summary>Every key that holds a listening address, joined with "or".</summary>
    public static string All(IConfiguration? configuration)
    {
        var keys = configuration?.GetChildren()
            .Where(child => Ports(child.Value).Any())
            .Select(child => InSection(configuration, child))
            .ToList();
        return keys is { Count: > 0 } ? string.Join(" or ", keys) : DefaultKey;
    }

    // The app reads Urls; the root file says Portal:Urls.
    private static string InSection(IConfiguration configuration, IConfigurationSection own) =>
        configuration.GetChildren()
            .Select(section => section.GetSection(own.Key))
            .FirstOrDefault(candidate => candidate.Value is not null && candidate.Value == own.Value)?.Path
        ?? own.Key;

    private static IEnumerable<int> Ports(string? value)
    {
        foreach (var part in (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(part, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
                yield return uri.Port;
        }
    }
}
