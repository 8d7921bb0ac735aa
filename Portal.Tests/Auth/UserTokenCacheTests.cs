using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using Portal.Auth.TokenCache;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Tests.Auth;

/// <summary>The cache as MSAL uses it: bytes by key, written during the request of a user.</summary>
public sealed class UserTokenCacheTests : IDisposable
{
    private const string AliceAtHome = "uid-oid-alice.home";

    private readonly MemoryDistributedCache _store = new(Options.Create(new MemoryDistributedCacheOptions()));
    private readonly HttpContextAccessor _http = new()
    {
        HttpContext = new DefaultHttpContext { User = User("oid-alice") },
    };
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<IDisposable> _caches = [];

    public void Dispose() => _caches.ForEach(cache => cache.Dispose());

    [Fact]
    public async Task Entry_is_stored_encrypted_and_can_be_read_back()
    {
        var cache = NewCache();

        await cache.Write("hash-1", "the secret token");

        Assert.Equal("the secret token", await NewCache().Read("hash-1"));
        var stored = await _store.GetAsync("hash-1", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(stored!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_copied_to_another_key_is_removed_and_not_used()
    {
        await NewCache().Write("hash-alice", "alice");
        var stored = await _store.GetAsync("hash-alice", TestContext.Current.CancellationToken);
        await _store.SetAsync("hash-bob", stored!, TestContext.Current.CancellationToken);

        var read = await NewCache().Read("hash-bob");

        Assert.Null(read);
        Assert.Null(await _store.GetAsync("hash-bob", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"AccessToken":{}}""")]
    [InlineData("\u0001\u0002\u0003")]
    public async Task Damaged_entry_is_not_used(string bytes)
    {
        await _store.SetAsync("hash-1", Encoding.UTF8.GetBytes(bytes), TestContext.Current.CancellationToken);

        Assert.Null(await NewCache().Read("hash-1"));
    }

    [Fact]
    public async Task Sign_out_removes_the_entries_of_the_user_alone()
    {
        var cache = NewCache();
        await cache.Write(AliceAtHome, "sign-in");
        await cache.Write("hash-1", "on-behalf-of, earlier token");
        await cache.Write("hash-2", "on-behalf-of, later token");
        _http.HttpContext!.User = User("oid-bob");
        await cache.Write("hash-3", "bob's");

        await cache.ForgetAsync(Session("oid-alice"));

        Assert.Null(await cache.Read(AliceAtHome));
        Assert.Null(await cache.Read("hash-1"));
        Assert.Null(await cache.Read("hash-2"));
        Assert.Equal("bob's", await cache.Read("hash-3"));
    }

    [Fact]
    public async Task On_behalf_of_tokens_can_be_removed_without_the_sign_in()
    {
        var cache = NewCache();
        await cache.Write(AliceAtHome, "sign-in");
        await cache.Write("hash-1", "on-behalf-of");

        await cache.ForgetExchangesAsync(User("oid-alice"));

        Assert.Null(await cache.Read("hash-1"));
        Assert.Equal("sign-in", await cache.Read(AliceAtHome));
    }

    private Probe NewCache()
    {
        var cache = new Probe(_store, _keys, _http);
        _caches.Add(cache);
        return cache;
    }

    // The claims of a bearer token.
    private static ClaimsPrincipal User(string oid) =>
        new(new ClaimsIdentity([new Claim("oid", oid), new Claim("tid", "tenant")], "test"));

    // The claims of a session, here of a guest: they include the account in the home tenant.
    private static ClaimsPrincipal Session(string oid) =>
        new(new ClaimsIdentity(
            [.. User(oid).Claims, new Claim("uid", $"uid-{oid}"), new Claim("utid", "home")], "test"));

    // Without the memory cache (L1), so that every read reaches the store.
    private sealed class Probe(IDistributedCache store, IDataProtectionProvider keys, IHttpContextAccessor http)
        : UserTokenCache(
            store,
            Options.Create(new MsalDistributedTokenCacheAdapterOptions { DisableL1Cache = true }),
            NullLoggerFactory.Instance,
            keys,
            http,
            new ExchangedTokens(new FusionCache(new FusionCacheOptions()), TimeProvider.System))
    {
        public Task Write(string key, string text) => WriteCacheBytesAsync(key, Encoding.UTF8.GetBytes(text), new());

        public async Task<string?> Read(string key) =>
            await ReadCacheBytesAsync(key, new()) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }
}
