using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using Portal.Auth.TokenCache;
using Portal.Tests.Browser;
using Portal.Tests.Support;

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
    private readonly LogWatch _log = new();
    private IDataProtectionProvider _keys = new EphemeralDataProtectionProvider();

    public void Dispose() => _log.Dispose();

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

    [Theory]
    [InlineData("not json")]
    [InlineData("[1,2")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task FLT_34_unreadable_list_of_a_users_entries_is_dropped(string bytes)
    {
        var cache = NewCache();
        await cache.Write(AliceAtHome, "sign-in");
        await _store.SetAsync("keys:oid-alice.tenant", Encoding.UTF8.GetBytes(bytes), TestContext.Current.CancellationToken);

        await cache.Write("hash-1", "on-behalf-of");
        await cache.ForgetAsync(Session("oid-alice"));

        Assert.Null(await cache.Read(AliceAtHome));
        Assert.Null(await cache.Read("hash-1"));
    }

    [Fact]
    public async Task FLT_34_list_of_entries_copied_to_another_user_is_dropped()
    {
        var cache = NewCache();
        await cache.Write("hash-1", "alice's");
        var list = await _store.GetAsync("keys:oid-alice.tenant", TestContext.Current.CancellationToken);
        await _store.SetAsync("keys:oid-bob.tenant", list!, TestContext.Current.CancellationToken);

        await cache.ForgetAsync(Session("oid-bob"));

        Assert.Equal("alice's", await cache.Read("hash-1"));
        Assert.DoesNotContain("hash-1", Encoding.UTF8.GetString(list!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FLT_34_list_of_entries_from_an_earlier_version_is_used()
    {
        var cache = NewCache();
        await cache.Write("hash-1", "on-behalf-of");
        await _store.SetAsync("keys:oid-alice.tenant", "[\"hash-1\"]"u8.ToArray(), TestContext.Current.CancellationToken);

        await cache.ForgetAsync(Session("oid-alice"));

        Assert.Null(await cache.Read("hash-1"));
    }

    [Fact]
    public async Task FLT_27_entry_whose_key_is_missing_is_dropped_and_the_log_names_the_key()
    {
        using var folder = new TemporaryFolder();
        _keys = DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(folder.Path, "lost")));
        await NewCache().Write("hash-1", "on-behalf-of");
        var stored = await _store.GetAsync("hash-1", TestContext.Current.CancellationToken);
        _keys = DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(folder.Path, "new")));

        Assert.Null(await NewCache().Read("hash-1"));

        // After its header of four bytes, what Data Protection encrypts contains the ID of its key.
        Assert.Contains(_log.Lines, line => line.Contains($"{new Guid(stored.AsSpan(4, 16))}", StringComparison.Ordinal));
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

    private Probe NewCache() => new(_store, _keys, _http, new LoggerFactory([_log]));

    // The claims of a bearer token.
    private static ClaimsPrincipal User(string oid) =>
        new(new ClaimsIdentity([new Claim("oid", oid), new Claim("tid", "tenant")], "test"));

    // The claims of a session, here of a guest: they include the account in the home tenant.
    private static ClaimsPrincipal Session(string oid) =>
        new(new ClaimsIdentity(
            [.. User(oid).Claims, new Claim("uid", $"uid-{oid}"), new Claim("utid", "home")], "test"));

    // Without the memory cache (L1), so that every read reaches the store.
    private sealed class Probe(
        IDistributedCache store, IDataProtectionProvider keys, IHttpContextAccessor http, ILoggerFactory loggers)
        : UserTokenCache(
            store,
            Options.Create(new MsalDistributedTokenCacheAdapterOptions { DisableL1Cache = true }),
            loggers,
            keys,
            http,
            Local.Locks(),
            new TokensWithClock().Tokens)
    {
        public Task Write(string key, string text) => WriteCacheBytesAsync(key, Encoding.UTF8.GetBytes(text), new());

        public async Task<string?> Read(string key) =>
            await ReadCacheBytesAsync(key, new()) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }
}
