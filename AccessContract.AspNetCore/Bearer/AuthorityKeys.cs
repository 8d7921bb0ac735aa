using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>
/// The authority's metadata and keys. A token with an unknown key ID makes the library request a refresh. Its own manager
/// grants one in five minutes, so that anyone could delay a real key change by sending a made-up key ID. This one grants
/// one in <see cref="MinimumAge"/>, and the refused token waits for it and is validated again, so that a key change refuses
/// no valid token. All other requests continue with the present keys, which stay in use if the authority fails.
/// </summary>
internal sealed partial class AuthorityKeys(
    Func<CancellationToken, Task<OpenIdConnectConfiguration>> read, TimeProvider time, ILogger<AuthorityKeys> logger)
    : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>How long after a read unknown keys cause no other one.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromSeconds(30);

    /// <summary>Entra publishes a new key days before it is used, and removes a revoked one at once.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromHours(1);

    // Until the first read has succeeded, requests that arrive within this time share its failure.
    private static readonly TimeSpan FirstReadInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _starting = new();
    private readonly AsyncLocal<bool> _refreshRequested = new();
    private volatile Keys? _keys;
    private Task<Exception?>? _read;
    private long _startedAt;

    /// <summary>Replaces the manager that the bearer handler created for these options.</summary>
    public static void Use(JwtBearerOptions options, TimeProvider time, ILogger<AuthorityKeys> logger)
    {
        if (options.ConfigurationManager is not ConfigurationManager<OpenIdConnectConfiguration> || options.MetadataAddress is not { } address)
            return;

        var documents = new AuthorityDocuments(new Uri(address), options.Backchannel, options.RequireHttpsMetadata);
        var usable = new UsableKeys(logger);
        options.ConfigurationManager = new AuthorityKeys(
            async cancellation => usable.Select(await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellation)),
            time,
            logger)
        {
            MetadataAddress = address,

            // The keys here are the last good ones. The library's own copy would accept a removed key for another hour.
            UseLastKnownGoodConfiguration = false,
        };
    }

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        (OpenIdConnectConfiguration)await GetBaseConfigurationAsync(cancel);

    public override Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel)
    {
        if (_keys is not { } keys)
            return AfterReadAsync(Read(FirstReadInterval), cancel);

        // Only in the flow of the request that asked for the refresh.
        if (_refreshRequested.Value && _read is { IsCompleted: false } running)
            return AfterReadAsync(running, cancel);

        if (time.GetElapsedTime(keys.ReadAt) > MaximumAge)
            _ = Read(MinimumAge);

        return keys.Metadata;
    }

    public override void RequestRefresh()
    {
        _refreshRequested.Value = true;
        _ = Read(MinimumAge);
    }

    private async Task<BaseConfiguration> AfterReadAsync(Task<Exception?> reading, CancellationToken cancellationToken)
    {
        var failure = await reading.WaitAsync(cancellationToken);
        return _keys is { } keys
            ? await keys.Metadata
            : throw new InvalidOperationException("The authority's keys cannot be fetched.", failure);
    }

    // One read at a time; a read that has just been made is not repeated.
    private Task<Exception?> Read(TimeSpan interval)
    {
        lock (_starting)
        {
            if (_read is { } last && (!last.IsCompleted || time.GetElapsedTime(_startedAt) < interval))
                return last;

            _startedAt = time.GetTimestamp();
            return _read = ReadAsync();
        }
    }

    // Not cancelled with a request, because others wait for it. The HTTP client limits its time.
    private async Task<Exception?> ReadAsync()
    {
        try
        {
            _keys = new Keys(Task.FromResult<BaseConfiguration>(await read(CancellationToken.None)), time.GetTimestamp());
            return null;
        }
        catch (Exception exception)
        {
            // The exception has no token, but possibly a part of the authority's response.
            LogNotRead(MetadataAddress, exception.GetBaseException().GetType().Name, _keys is null ? "none" : "the last ones");
            return exception;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The signing keys at {Address} cannot be read ({Failure}); keys in use: {Keys}")]
    private partial void LogNotRead(string address, string failure, string keys);

    private sealed record Keys(Task<BaseConfiguration> Metadata, long ReadAt);
}
