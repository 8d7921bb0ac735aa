using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web.TokenCacheProviders;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using Portal.Auth.Storage;
using Portal.Auth.TokenRequests;
using Portal.Redis;
using ServiceDefaults;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Stores the users' tokens encrypted, on disk or in Redis, so that nobody has to sign in again after a restart.
/// </summary>
internal static class TokenCacheRegistration
{
    private const string Folder = "portal";
    private const long MaxExchangedBytes = 64 * 1024 * 1024;
    private const long MaxMemoryBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan CacheDuration = TimeSpan.FromDays(1);

    public static void AddTokenCache(this WebApplicationBuilder builder)
    {
        var folder = DataDirectory.Ensure(builder.Configuration, Folder);
        builder.AddStore(folder);
        builder.Services.AddSingleton<IDistributedCache>(s => s.GetRequiredService<ResilientCache>());
        builder.Services.AddHealthChecks().AddCheck<CacheHealth>("token cache", tags: [HealthEndpoints.ReadyTag]);
        builder.Services.Configure<MsalDistributedTokenCacheAdapterOptions>(o =>
        {
            o.SlidingExpiration = CacheDuration;
            o.L1CacheOptions.SizeLimit = MaxMemoryBytes;

            // Its copies would not notice what other instances change.
            o.DisableL1Cache = builder.UsesRedis();
        });
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<UserTokenCache>();
        builder.Services.AddExchangedTokens();
        builder.Services.AddSingleton<IMsalTokenCacheProvider>(s => s.GetRequiredService<UserTokenCache>());
        builder.AddKeyRing(Folder);
    }

    private static void AddStore(this WebApplicationBuilder builder, string folder)
    {
        if (!builder.UsesRedis())
        {
            builder.Services.AddSingleton<ICacheStore>(provider => ActivatorUtilities.CreateInstance<FileStore>(
                provider, Path.Combine(folder, "token-cache.db")));
            builder.Services.AddSingleton<ResilientCache>();
            return;
        }

        builder.Services.AddSingleton<ICacheStore>(provider => ActivatorUtilities.CreateInstance<RedisStore>(
            provider, Path.Combine(folder, "redis.removed")));
        builder.Services.AddSingleton(provider =>
        {
            var cache = ActivatorUtilities.CreateInstance<ResilientCache>(provider);
            provider.GetRequiredService<RedisConnection>().Recovered += (_, _) => cache.Check();
            return cache;
        });
    }

    private static void AddExchangedTokens(this IServiceCollection services)
    {
        services.AddFusionCache(ExchangedTokens.CacheName)
            .WithOptions(o => o.TagsDefaultEntryOptions.Size = 1) // Tags are entries too, and need a size.
            .WithMemoryCache(_ => new MemoryCache(new MemoryCacheOptions { SizeLimit = MaxExchangedBytes }))
            .WithCacheKeyPrefix("exchanged:")
            .AsKeyedServiceByCacheName();
        services.AddSingleton<ExchangedTokens>();
        services.AddSingleton<RefreshTurns>();
        services.AddSingleton<UserTokenRequests>();
        services.AddSingleton<TokenRenewals>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenRenewals>());
        services.Decorate<IAuthorizationHeaderProvider>((inner, provider) => new CachingAuthorizationHeaderProvider(
            inner,
            provider.GetRequiredService<ExchangedTokens>(),
            provider.GetRequiredService<UserTokenRequests>(),
            provider.GetRequiredService<TokenAttempts>(),
            provider.GetRequiredService<IHttpContextAccessor>()));
    }
}
