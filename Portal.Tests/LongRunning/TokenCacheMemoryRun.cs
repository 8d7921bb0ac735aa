using System.Diagnostics;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using Portal.Auth.Storage;
using Portal.Auth.TokenCache;
using Portal.Tests.Auth;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>Ten thousand users with three entries each, who sign out or just leave.</summary>
[Collection(LoadGroup.Name)]
public sealed class TokenCacheMemoryRun
{
    private const int Users = 10_000;
    private const int MaxGrowth = 250 * 1024 * 1024;

    [Fact(Explicit = true)]
    public async Task FLT_36_FLT_37_memory_and_file_stay_bounded_for_10000_users()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "token-cache.db");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var store = new ResilientCache(
            new FileStore(path, time, NullLogger<FileStore>.Instance), time, NullLogger<ResilientCache>.Instance);
        var cache = new Probe(store);
        await cache.SignInAsync(0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();

        for (var user = 1; user <= Users; user++)
            await cache.SignInAsync(user);

        var signedIn = GC.GetTotalMemory(forceFullCollection: true);
        for (var user = 1; user <= Users / 2; user++)
            await cache.SignOutAsync(user);

        // The other half just leaves.
        time.Advance(TimeSpan.FromHours(25));
        var after = GC.GetTotalMemory(forceFullCollection: true);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Users} users in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s. Heap: {before >> 20} MiB before, "
            + $"{signedIn >> 20} MiB signed in, {after >> 20} MiB after. File: {new FileInfo(path).Length >> 20} MiB.");
        Assert.InRange(signedIn - before, long.MinValue, MaxGrowth);
        using var file = CacheFile.Open(path, DateTimeOffset.MinValue);
        Assert.Empty(file.Keys());
    }

    private sealed class Probe : UserTokenCache
    {
        private readonly HttpContextAccessor _http;

        public Probe(ResilientCache store)
            : this(store, new HttpContextAccessor { HttpContext = new DefaultHttpContext() })
        {
        }

        private Probe(ResilientCache store, HttpContextAccessor http)
            : base(
                store,
                Options.Create(new MsalDistributedTokenCacheAdapterOptions
                {
                    SlidingExpiration = TimeSpan.FromDays(1),
                    DisableL1Cache = true,
                }),
                NullLoggerFactory.Instance,
                new EphemeralDataProtectionProvider(),
                http,
                Local.Locks(),
                new TokensWithClock().Tokens) => _http = http;

        public async Task SignInAsync(int user)
        {
            _http.HttpContext!.User = Session(user);
            await WriteCacheBytesAsync($"uid-{user}.home", RandomNumberGenerator.GetBytes(4_000), new());
            await WriteCacheBytesAsync($"first-{user}", RandomNumberGenerator.GetBytes(4_000), new());
            await WriteCacheBytesAsync($"second-{user}", RandomNumberGenerator.GetBytes(4_000), new());
        }

        public Task SignOutAsync(int user) => ForgetAsync(Session(user));

        private static ClaimsPrincipal Session(int user) => new(new ClaimsIdentity(
            [
                new Claim("oid", $"oid-{user}"),
                new Claim("tid", "tenant"),
                new Claim("uid", $"uid-{user}"),
                new Claim("utid", "home"),
            ],
            "test"));
    }
}
