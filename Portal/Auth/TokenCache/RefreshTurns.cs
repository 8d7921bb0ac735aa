using Microsoft.Extensions.Options;
using Portal.Auth.Storage;
using Portal.Redis;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Lets one request at a time redeem a user's refresh token, for whichever token and on whichever instance; the next one
/// then finds the new refresh token. Many identity providers accept each refresh token once, and end the sign-in if it is
/// used again. It is a best effort: a request that has waited for a second goes on, so that a sign-in service that does not
/// respond is reported in time.
/// </summary>
internal sealed class RefreshTurns(SharedLocks shared, IOptions<AzureAdSettings> settings)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    // A request that takes longer was given up.
    private readonly TimeSpan _lifetime = TimeSpan.FromSeconds(settings.Value.TokenTimeoutSeconds) + MaxWait;
    private readonly KeyLocks _here = new();

    /// <summary>Disposing the result lets the next request begin.</summary>
    public async Task<IAsyncDisposable> WaitAsync(string account)
    {
        using var limit = new CancellationTokenSource(MaxWait);
        IDisposable? here = null;
        try
        {
            here = await _here.EnterAsync(account, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The request before it takes long.
        }

        return new Turn(here, await shared.EnterAsync("refresh", account, MaxWait, _lifetime));
    }

    private sealed class Turn(IDisposable? here, IAsyncDisposable? everywhere) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (everywhere is not null)
                await everywhere.DisposeAsync();

            here?.Dispose();
        }
    }
}
