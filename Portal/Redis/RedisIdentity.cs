using System.Net;
using Azure.Core;
using StackExchange.Redis;

namespace Portal.Redis;

/// <summary>
/// Authenticates at a Redis server of Azure with tokens of the portal's managed identity. Azure closes a connection when its
/// token expires, so connections get the next token before that. The connection for notices cannot: Redis accepts no AUTH on
/// it. The library opens it again, with the newest token, and <see cref="InstanceNotices"/> catches up.
/// </summary>
internal sealed partial class RedisIdentity : IAsyncDisposable
{
    private static readonly string[] AzureHosts =
        [".redis.azure.net", ".redis.cache.windows.net", ".redisenterprise.cache.azure.net"];

    private static readonly TokenRequestContext Request = new(["https://redis.azure.com/.default"]);

    // Azure.Identity keeps a token until 5 minutes before it expires, so one that is fetched this often is always valid.
    private static readonly TimeSpan TokenInterval = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan TokenRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstTokenTimeout = TimeSpan.FromSeconds(2);

    private readonly ConfigurationOptions _options;
    private readonly TokenCredential _credential;
    private readonly ILogger _logger;
    private readonly ITimer _renewals;
    private ConnectionMultiplexer? _redis;
    private string? _sent;
    private bool _isFailing;

    /// <param name="options">The library reads user and password from here whenever it connects.</param>
    public RedisIdentity(ConfigurationOptions options, TokenCredential credential, TimeProvider time, ILogger logger)
    {
        (_options, _credential, _logger) = (options, credential, logger);
        _renewals = time.CreateTimer(_ => _ = RenewAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // With RESP3, notices could share the connection of commands; InstanceNotices relies on one of their own.
        options.Protocol = RedisProtocol.Resp2;
    }

    /// <summary>Whether the portal authenticates with a token instead of a password.</summary>
    /// <param name="setting">Whether to use one if there is no password; null: on hosts of Azure only.</param>
    /// <exception cref="InvalidOperationException">It does, but the connection string does not allow it.</exception>
    public static bool IsUsed(ConfigurationOptions options, bool? setting)
    {
        if (!string.IsNullOrEmpty(options.Password) || !(setting ?? options.EndPoints.Any(IsAzure)))
            return false;

        if (string.IsNullOrEmpty(options.User))
            throw Unusable("user=…, the object ID of the portal's managed identity");
        if (!options.Ssl && !options.EndPoints.All(RedisConnection.IsLoopbackAddress))
            throw Unusable("ssl=true");

        return true;
    }

    /// <summary>Requests the first token. Without it, Redis refuses the portal until a later request for a token
    /// succeeds.</summary>
    public void Start()
    {
        using var limit = new CancellationTokenSource(FirstTokenTimeout);
        try
        {
            _sent = _options.Password = _credential.GetToken(Request, limit.Token).Token;
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    /// <summary>From now on, keeps the connections authenticated.</summary>
    public void Renew(ConnectionMultiplexer redis)
    {
        _redis = redis;
        _renewals.Change(_isFailing ? TokenRetry : TokenInterval, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync() => _renewals.DisposeAsync();

    private async Task RenewAsync()
    {
        try
        {
            var token = (await _credential.GetTokenAsync(Request, CancellationToken.None)).Token;
            if (token != _sent)
                await SendAsync(token);

            _isFailing = false;
        }
        catch (Exception exception)
        {
            // Of whatever kind: without another attempt, Redis would be lost when the current token expires.
            LogFailed(exception);
        }

        _renewals.Change(_isFailing ? TokenRetry : TokenInterval, Timeout.InfiniteTimeSpan);
    }

    private async Task SendAsync(string token)
    {
        _options.Password = token;
        foreach (var server in _redis?.GetServers().Where(s => s.IsConnected) ?? [])
            await server.ExecuteAsync("AUTH", _options.User ?? "", token);

        _sent = token;
    }

    private void LogFailed(Exception exception)
    {
        if (!_isFailing)
            LogNotAuthenticated(exception);
        _isFailing = true;
    }

    private static bool IsAzure(EndPoint address) => address is DnsEndPoint { Host: var host }
        && AzureHosts.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    private static InvalidOperationException Unusable(string missing) => new(
        $"Setting {RedisRegistration.Setting} has no password, so the portal uses its managed identity. "
        + $"This needs {missing}.");

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The portal could not authenticate to Redis with its managed identity. It tries again every 5 seconds; "
            + "open connections work until their token expires")]
    private partial void LogNotAuthenticated(Exception exception);
}
