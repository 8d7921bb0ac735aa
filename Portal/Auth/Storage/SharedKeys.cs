using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.Options;
using Portal.Redis;
using StackExchange.Redis;

namespace Portal.Auth.Storage;

/// <summary>
/// Keeps the folder of the Data Protection keys the same on all instances, by way of Redis. A key that any of them creates is
/// used by all within seconds; if Redis loses the keys, it gets them back.
/// </summary>
internal sealed partial class SharedKeys(
    RedisConnection redis,
    KeySeal seal,
    SharedKeyManager keys,
    IKeyRingProvider ring,
    IOptions<KeyManagementOptions> options,
    TimeProvider time,
    ILogger<SharedKeys> logger) : IHostedLifecycleService, IDisposable
{
    private const string Place = "obo:keys";
    private const string CreationLock = "obo:keys-lock";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CreationTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _synchronizing = new(1);
    private readonly HashSet<string> _unopened = new(StringComparer.Ordinal);
    private ITimer? _timer;
    private bool _isFirst = true;

    /// <summary>How long the start waits for Redis if this instance has no key.</summary>
    internal TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    private KeyFiles Files => (KeyFiles)options.Value.XmlRepository!;

    // Before anything uses a key: the framework would create one that the others do not have.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await WaitForKeyAsync(cancellationToken);
        Files.Stored += OnChanged;
        redis.Recovered += OnChanged;
        _timer = time.CreateTimer(_ => Synchronize(), null, Interval, Interval);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        Files.Stored -= OnChanged;
        redis.Recovered -= OnChanged;
        _timer?.Dispose();
    }

    internal void Synchronize() => _ = TrySynchronizeAsync();

    /// <summary>False while Redis cannot be used.</summary>
    internal async Task<bool> TrySynchronizeAsync()
    {
        await _synchronizing.WaitAsync();
        try
        {
            await SynchronizeAsync();
            return true;
        }
        catch (RedisUnavailableException)
        {
            return false;
        }
        finally
        {
            _synchronizing.Release();
        }
    }

    private void OnChanged(object? sender, EventArgs args) => Synchronize();

    private async Task WaitForKeyAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxWait);
        RedisFault? fault = null;
        while (!limit.IsCancellationRequested)
        {
            try
            {
                await SynchronizeAsync();
                if (HasKey() || await TryCreateAsync())
                    return;
            }
            catch (RedisUnavailableException unavailable) when (HasKey())
            {
                LogStartsAlone(logger, redis.Address, unavailable.Fault.Cause, unavailable.Fault.Fix);
                return;
            }
            catch (RedisUnavailableException unavailable)
            {
                fault = unavailable.Fault;
            }

            await Task.Delay(RetryInterval, cancellationToken);
        }

        fault ??= new("It has no usable key.", $"Remove {CreationLock} from Redis.");
        throw new InvalidOperationException(
            $"Without the Data Protection keys of the other instances, the portal would sign everyone out, and Redis at "
            + $"{redis.Address}, which has them, cannot be used. {fault.Cause} {fault.Fix}");
    }

    private async Task SynchronizeAsync()
    {
        var local = Files.GetNamedElements();
        var shared = (await redis.UseAsync(d => d.HashKeysAsync(Place))).Select(name => $"{name}").ToList();
        var isChanged = false;
        foreach (var name in _isFirst ? shared : [.. shared.Except(local.Keys, StringComparer.Ordinal)])
        {
            if (await ReadAsync(name) is { } element && !local.ContainsKey(name))
            {
                Files.StoreElement(element, name);
                isChanged = true;
            }
        }

        foreach (var (name, element) in local.Where(e => !shared.Contains(e.Key, StringComparer.Ordinal) && IsPortable(e.Value)))
            await WriteAsync(name, element, When.NotExists);

        _isFirst = false;
        if (!isChanged)
            return;

        // The framework reads them in the background, and uses the earlier ones until then.
        keys.Invalidate();
        _ = ring.GetCurrentKeyRing();
    }

    private async Task<XElement?> ReadAsync(string name)
    {
        var value = (byte[]?)await redis.UseAsync(d => d.HashGetAsync(Place, name));
        try
        {
            if (value is not null && seal.TryOpen(name, value, out var content, out var isCurrent))
            {
                var element = XElement.Parse(Encoding.UTF8.GetString(content));
                if (!isCurrent)
                    await WriteAsync(name, element, When.Always);

                return element;
            }
        }
        catch (XmlException)
        {
            // Written by another version of the portal.
        }

        if (_unopened.Add(name))
            LogNotOpened(logger, name);

        return null;
    }

    private Task<bool> WriteAsync(string name, XElement element, When when)
    {
        var value = seal.Seal(name, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));
        return redis.UseAsync(d => d.HashSetAsync(Place, name, value, when));
    }

    // Of several new instances, one creates the first key.
    private async Task<bool> TryCreateAsync()
    {
        var owner = $"{Guid.NewGuid()}";
        if (!await redis.UseAsync(d => d.LockTakeAsync(CreationLock, owner, CreationTimeout)))
            return false;

        await SynchronizeAsync();
        if (_unopened.Count > 0)
        {
            throw new InvalidOperationException(
                "The Data Protection keys in Redis were encrypted with another client secret or certificate. Give all "
                + $"instances the same settings AzureAd:ClientCredentials and Portal:{KeyRingSettings.SectionName}, or remove "
                + $"{Place} from Redis; everyone then signs in again.");
        }

        if (!HasKey())
        {
            keys.CreateNewKey(time.GetUtcNow(), time.GetUtcNow() + options.Value.NewKeyLifetime);
            await SynchronizeAsync();
        }

        await redis.UseAsync(d => d.LockReleaseAsync(CreationLock, owner));
        return true;
    }

    private bool HasKey() => keys.GetAllKeys().Any(k => !k.IsRevoked && k.ExpirationDate > time.GetUtcNow());

    // Windows encrypts keys for one account of one machine.
    private static bool IsPortable(XElement element) => !element.Descendants().Any(
        e => e.Attribute("decryptorType") is { Value: var type } && type.Contains("Dpapi", StringComparison.Ordinal));

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Redis at {Address} cannot be used. {Cause} {Fix} The portal starts with the Data Protection keys that it had before")]
    private static partial void LogStartsAlone(ILogger logger, string address, string cause, string fix);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The Data Protection key {Name} in Redis cannot be decrypted and is not used. "
            + "Give all instances the same client secret or certificate; see Portal:DataProtection")]
    private static partial void LogNotOpened(ILogger logger, string name);
}
