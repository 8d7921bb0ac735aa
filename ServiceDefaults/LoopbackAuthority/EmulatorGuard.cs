using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>Finds values of Entra.Emulator in the settings. Outside Development they are always an error.</summary>
internal static class EmulatorGuard
{
    private const string SecretPrefix = "emulator-only-";
    private const string Domain = "contoso.example";

    // The emulator's tenant and its registrations: portal, AppB, background app, command line app.
    private static readonly string[] Ids =
    [
        "11111111-1111-4111-8111-111111111111",
        "22222222-2222-4222-8222-222222222222",
        "33333333-3333-4333-8333-333333333333",
        "44444444-4444-4444-8444-444444444444",
        "55555555-5555-4555-8555-555555555555",
    ];

    private static readonly string[] Addresses = ["AzureAd:Instance", "AzureAd:Authority", "AzureAd:MetadataAddress"];
    private static readonly string[] Sections = ["AzureAd", "DownstreamApis"];

    /// <summary>One sentence for each setting that must change. It never contains a secret.</summary>
    public static IEnumerable<string> FindErrors(IConfiguration configuration) =>
        Addresses.Select(key => Address(key, configuration[key]))
            .Concat(Sections.SelectMany(section => configuration.GetSection(section).AsEnumerable())
                .OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
                .Select(setting => Value(configuration, setting.Key, setting.Value)))
            .OfType<string>();

    private static string? Address(string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;

        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            return $"{key} is {value}. It must be an https address.";

        return LoopbackAddress.IsThisMachine(address) ? $"{key} is {value}, an authority on this machine. Set your tenant's authority."
            : ReservedAddress.Contains(address) ? $"{key} is {value}, a link-local or metadata address. Set your tenant's authority."
            : null;
    }

    private static string? Value(IConfiguration configuration, string key, string? value)
    {
        if (value is null)
            return null;

        if (value.StartsWith(SecretPrefix, StringComparison.OrdinalIgnoreCase))
            return IsUnused(configuration, key) ? null : $"{key} is a secret of Entra.Emulator. Set your own.";

        return Ids.Any(id => Mentions(value, id)) || value.Equals(Domain, StringComparison.OrdinalIgnoreCase)
            ? $"{key} is {value}, which belongs to Entra.Emulator. Set the value of your own tenant."
            : null;
    }

    // With a certificate set in the environment, the root file's secret remains in the configuration, but nothing reads
    // it.
    private static bool IsUnused(IConfiguration configuration, string key) =>
        key.LastIndexOf(':') is > 0 and var end
        && configuration[$"{key[..end]}:SourceType"] is { Length: > 0 } type
        && !type.Equals("ClientSecret", StringComparison.OrdinalIgnoreCase);

    private static bool Mentions(string value, string id) =>
        value.Contains(id, StringComparison.OrdinalIgnoreCase)
        || value.Contains(id.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
