using Portal.Auth.Storage;
using Portal.Redis;

namespace Portal.Auth.TokenCache;

/// <summary>
/// Lets one request at a time redeem a user's refresh token, for whichever token and on whichever instance; the next one
/// then finds the new refresh token. Many identity providers accept each refresh token once, and end the sign-in if it is
/// used again.
/// </summary>
internal sealed class RefreshTurns(SharedLocks shared)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(10);

    private readonly KeyLocks _here = new();

    /// <summary>Disposing the result lets the next request begin.</summary>
    public async Task<IAsyncDisposable> WaitAsync(string account, CancellationToken cancellationToken)
    {
        var here = await _here.EnterAsync(account, cancellationToken);
        try
        {
            return new Turn(here, await shared.EnterAsync("refresh", account, MaxDuration, MaxDuration, cancellationToken));
        }
        catch
        {
            here.Dispose();
            throw;
        }
    }

    private sealed class Turn(IDisposable here, IAsyncDisposable? everywhere) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (everywhere is not null)
                await everywhere.DisposeAsync();

            here.Dispose();
        }
    }
}
