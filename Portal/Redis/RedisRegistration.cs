namespace Portal.Redis;

internal static class RedisRegistration
{
    private const string ConnectionName = "redis";

    /// <summary>Whether instances share their short-lived state in Redis; otherwise it stays in this process and its files.</summary>
    public static bool UsesRedis(this WebApplicationBuilder builder) => ConnectionString(builder) is { Length: > 0 };

    /// <summary>The connection, if the setting is there, and notices between instances in any case.</summary>
    public static void AddRedis(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => new InstanceNotices(
            provider.GetService<RedisConnection>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<InstanceNotices>>()));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<InstanceNotices>());
        if (ConnectionString(builder) is not { Length: > 0 } connectionString)
            return;

        builder.Services.AddSingleton(provider => RedisConnection.Open(
            connectionString,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisConnection>>()));
        builder.Services.AddSingleton<EncryptedEntries>();
    }

    private static string? ConnectionString(WebApplicationBuilder builder) =>
        builder.Configuration.GetConnectionString(ConnectionName);
}
