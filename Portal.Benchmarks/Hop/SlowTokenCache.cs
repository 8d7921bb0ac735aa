using Microsoft.Extensions.Caching.Distributed;

namespace Portal.Benchmarks.Hop;

/// <summary>The portal with a token cache whose storage takes a millisecond longer, like one on another machine.</summary>
internal sealed class SlowTokenCache(IDistributedCache inner) : IDistributedCache
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    public static WebApplication BuildPortal(string[] args) => global::Portal.Program.Build(args, builder =>
    {
        var registered = builder.Services.Last(service => service.ServiceType == typeof(IDistributedCache));
        builder.Services.AddSingleton<IDistributedCache>(services => new SlowTokenCache(
            registered.ImplementationFactory?.Invoke(services) as IDistributedCache
            ?? throw new BenchmarkException("The portal registers its token cache in another way now.")));
    });

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await Task.Delay(Latency, token);
        return await inner.GetAsync(key, token);
    }

    public async Task RefreshAsync(string key, CancellationToken token = default)
    {
        await Task.Delay(Latency, token);
        await inner.RefreshAsync(key, token);
    }

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        await Task.Delay(Latency, token);
        await inner.RemoveAsync(key, token);
    }

    public async Task SetAsync(
        string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await Task.Delay(Latency, token);
        await inner.SetAsync(key, value, options, token);
    }

    public byte[]? Get(string key)
    {
        Thread.Sleep(Latency);
        return inner.Get(key);
    }

    public void Refresh(string key)
    {
        Thread.Sleep(Latency);
        inner.Refresh(key);
    }

    public void Remove(string key)
    {
        Thread.Sleep(Latency);
        inner.Remove(key);
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
        Thread.Sleep(Latency);
        inner.Set(key, value, options);
    }
}
