using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;
using ServiceDefaults;

namespace Portal.Tests.Auth;

/// <summary>A portal with one downstream API. It counts token requests and the reads of the token cache on disk.</summary>
public class ExchangeFixture : IAsyncLifetime
{
    public const string Rows = "/api/data/Ledger/entries";

    private readonly HttpClient _client = new();
    private StartedPortal _portal = null!;
    private StubHost _ledger = null!;

    public TestAuthority Authority => _portal.Authority;

    /// <summary>The portal's requests that wait for something.</summary>
    internal WaitingRequests Waiting { get; } = new();

    public IServiceProvider Services => _portal.App.Services;

    /// <summary>How often MSAL asked its cache on disk for an entry.</summary>
    public int StoreReads => Services.GetRequiredService<IDistributedCache>() is CountingStore store ? store.Reads : 0;

    public async ValueTask InitializeAsync()
    {
        _ledger = await StubHost.StartAsync(LedgerApi.Map, TestContext.Current.CancellationToken);
        _portal = await StartedPortal.StartAsync(
            [
                $"--Portal:DownstreamApis:Ledger:BaseUrl={_ledger.Address}",
                "--Portal:DownstreamApis:Ledger:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000d1/read",
                $"--Portal:DownstreamApis:Ledger:Headers:X-Tenant={LedgerApi.Tenant}",
                .. Arguments(),
            ],
            builder =>
            {
                builder.Services.Decorate<IDistributedCache>((inner, _) => new CountingStore(inner.Value));
                builder.Services.AddSingleton<IStartupFilter>(Waiting);
            });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
        await _ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Additional settings, for derived fixtures.</summary>
    protected virtual string[] Arguments() => [];

    /// <summary>A token for the portal that was never exchanged.</summary>
    public string NewToken(string user) => Authority.User(ApiFixture.ClientId, "user_impersonation")
        .With("oid", user)
        .With("uti", Guid.NewGuid().ToString())
        .Sign();

    /// <summary>Reads rows as <paramref name="token"/>'s user, successfully.</summary>
    public async Task ReadAsync(string token, bool noCache = false)
    {
        using var response = await SendAsync(token, noCache);
        Assert.True(
            response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Requests rows as <paramref name="token"/>'s user.</summary>
    public async Task<HttpResponseMessage> SendAsync(string token, bool noCache = false, string path = Rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_portal.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = noCache };
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class CountingStore(IDistributedCache inner) : IDistributedCache
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public byte[]? Get(string key) => Count(inner.Get(key));

        public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
            Count(await inner.GetAsync(key, token));

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => inner.Set(key, value, options);

        public Task SetAsync(
            string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
            inner.SetAsync(key, value, options, token);

        public void Refresh(string key) => Count(() => inner.Refresh(key));

        public Task RefreshAsync(string key, CancellationToken token = default)
        {
            Interlocked.Increment(ref _reads);
            return inner.RefreshAsync(key, token);
        }

        public void Remove(string key) => inner.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default) => inner.RemoveAsync(key, token);

        private void Count(Action read)
        {
            Interlocked.Increment(ref _reads);
            read();
        }

        private T Count<T>(T read)
        {
            Interlocked.Increment(ref _reads);
            return read;
        }
    }
}
