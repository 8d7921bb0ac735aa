using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Npgsql;
using Portal.Auth;
using Portal.Auth.Sessions;
using Portal.Downstream;
using Portal.Hosting.Limits;

namespace Portal.Instances;

/// <summary>
/// The settings in which all instances must agree, as hashes, so that instances can compare them without publishing them.
/// Credentials are not among them.
/// </summary>
internal sealed class InstanceSettings(
    IOptions<AzureAdSettings> azureAd,
    DownstreamApis apis,
    IOptionsMonitor<DownstreamApiSettings> apiSettings,
    IOptions<PortalSessionOptions> sessions,
    IOptions<RateLimitOptions> limits,
    IConfiguration configuration)
{
    /// <summary>The setting that names the database; its hash is empty if there is none.</summary>
    public const string Database = "ConnectionStrings:portal";

    public IReadOnlyDictionary<string, string> Read() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AzureAd:Instance"] = Hash(WithoutSlash(azureAd.Value.Instance)),
        ["AzureAd:TenantId"] = Hash(azureAd.Value.TenantId),
        ["AzureAd:ClientId"] = Hash(azureAd.Value.ClientId),
        [DownstreamApiSettings.SectionName] = Hash(apis.Names.Order(StringComparer.Ordinal).Select(Api)),
        [PortalSessionOptions.SectionName] = Hash(sessions.Value),
        [RateLimitOptions.SectionName] = Hash(limits.Value),
        ["AllowedHosts"] = Hash(configuration["AllowedHosts"]),
        ["PathBase"] = Hash(configuration["PathBase"] ?? ""),
        [Database] = DatabaseHash(configuration.GetConnectionString("portal")),
    };

    private JsonNode? Api(string name)
    {
        var settings = JsonSerializer.SerializeToNode(apiSettings.Get(name));
        if (settings is not null)
            (settings["Name"], settings["BaseUrl"]) = (name, WithoutSlash(apiSettings.Get(name).BaseUrl));

        return settings;
    }

    // A slash at the end of an address makes no difference.
    private static string? WithoutSlash(string? address) => address?.TrimEnd('/');

    // Without user and password, in which instances can differ.
    private static string DatabaseHash(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            return "";

        var database = new NpgsqlConnectionStringBuilder(connectionString);
        return Hash($"{database.Host} {database.Port} {database.Database}");
    }

    private static string Hash<T>(T value) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value)).AsSpan(0, 8));
}
