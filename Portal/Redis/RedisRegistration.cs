using Azure.Identity;
using StackExchange.Redis;

namespace Portal.Redis;

internal static class RedisRegistration
{
    public const string Setting = $"ConnectionStrings:{ConnectionName}";

    private const string ConnectionName = "redis";

    /// <summary>Whether instances share their short-lived state in Redis; otherwise it stays in this process and its files.</summary>
    public static bool UsesRedis(this WebApplicationBuilder builder) => ConnectionString(builder) is { Length: > 0 };

    /// <summary>The connection, if the setting is there; notices and locks of all instances in any case.</summary>
    public static void AddRedis(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => new InstanceNotices(
            provider.GetService<RedisConnection>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<InstanceNotices>>()));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<InstanceNotices>());
        builder.Services.AddSingleton(provider => new SharedLocks(
            provider.GetService<RedisConnection>(), provider.GetRequiredService<TimeProvider>()));
        if (ConnectionString(builder) is not { Length: > 0 } connectionString)
            return;

        var options = builder.Configuration.GetSection(RedisOptions.SectionName).Get<RedisOptions>() ?? new();
        var usesIdentity = RedisIdentity.IsUsed(Parse(connectionString), options.ManagedIdentity);
        builder.Services.AddSingleton(provider => RedisConnection.Open(
            connectionString,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisConnection>>(),
            usesIdentity ? new DefaultAzureCredential() : null));
        builder.Services.AddSingleton<EncryptedEntries>();
    }

    // The library's own message may contain a part of the password.
    private static ConfigurationOptions Parse(string connectionString)
    {
        try
        {
            if (ConfigurationOptions.Parse(connectionString) is { EndPoints.Count: > 0 } options)
                return options;
        }
        catch (ArgumentException)
        {
            // Reported like a missing address.
        }

        throw new InvalidOperationException(
            $"Setting {Setting} must be the address of Redis, such as redis.example:6380, followed by options such as "
            + "ssl=true and password=…, separated by commas.");
    }

    private static string? ConnectionString(WebApplicationBuilder builder) =>
        builder.Configuration.GetConnectionString(ConnectionName);
}
