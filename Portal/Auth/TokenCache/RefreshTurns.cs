using Microsoft.Extensions.Options;
using Portal.Auth.Storage;
using Portal.Contracts.Problems;
using Portal.Redis;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Lets one request at a time redeem a user's refresh token, for whichever token and on whichever instance; the next one
/// then finds the new refresh token. Many identity providers accept each refresh token once, and end the sign-in if it is
/// used again. So a request that gets no turn in time is not sent. Only while Redis does not respond can two instances
/// redeem the same refresh token.
/// </summary>
internal sealed partial class RefreshTurns(
    SharedLocks shared, IOptions<AzureAdSettings> settings, TimeProvider time, ILogger<RefreshTurns> logger)
{
    // As long as the request before it may take.
    private readonly TimeSpan _maxWait = TimeSpan.FromSeconds(settings.Value.TokenTimeoutSeconds);

    // When the turn of an instance that has ended is over. A busy instance notices late that its request takes too long.
    private readonly TimeSpan _lifetime = TimeSpan.FromSeconds((2 * settings.Value.TokenTimeoutSeconds) + 1);
    private readonly KeyLocks _here = new();
    private readonly ILogger _logger = logger;

    /// <summary>Disposing the result lets the next request begin.</summary>
    /// <exception cref="AuthorityException">Earlier requests of the user take too long.</exception>
    public async Task<IAsyncDisposable> WaitAsync(string account)
    {
        var started = time.GetTimestamp();
        var here = await EnterAsync(account);
        try
        {
            var left = _maxWait - time.GetElapsedTime(started);
            return new Turn(here, await shared.WaitAsync("refresh", account, left, _lifetime));
        }
        catch (Exception exception)
        {
            here.Dispose();
            if (exception is not TimeoutException)
                throw;

            LogNotSent();
            throw AuthorityException.Busy(_maxWait, exception);
        }
    }

    private async Task<IDisposable> EnterAsync(string account)
    {
        using var limit = new CancellationTokenSource(_maxWait, time);
        try
        {
            return await _here.EnterAsync(account, limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            LogNotSent();
            throw AuthorityException.Busy(_maxWait, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A token request was not sent: an earlier one of the same user took too long")]
    private partial void LogNotSent();

    private sealed class Turn(IDisposable here, IAsyncDisposable? everywhere) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                if (everywhere is not null)
                    await everywhere.DisposeAsync();
            }
            finally
            {
                here.Dispose();
            }
        }
    }
}
