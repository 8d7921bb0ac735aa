using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Contracts.SignIn;

namespace Portal.Auth.Sessions;

/// <summary>
/// The user of an open page. Every few seconds it is checked whether the session is still valid; when it has ended, the
/// page's user becomes anonymous, and the page says why.
/// </summary>
internal sealed partial class CircuitSession : ServerAuthenticationStateProvider, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly PortalSessions _sessions;
    private readonly SignInCheck _signIns;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _closed = new();
    private ClaimsPrincipal? _user;
    private bool _checking;

    public CircuitSession(PortalSessions sessions, SignInCheck signIns, TimeProvider time, ILogger<CircuitSession> logger)
    {
        (_sessions, _signIns, _logger) = (sessions, signIns, logger);
        _timer = time.CreateTimer(_ => _ = CheckAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        AuthenticationStateChanged += state => _ = WatchAsync(state);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _closed.CancelAsync();
        _closed.Dispose();
    }

    /// <summary>Checks the session now.</summary>
    internal async Task CheckAsync()
    {
        if (_checking || _user is not { } user)
            return;

        _checking = true;
        try
        {
            await _signIns.EnsureAsync(user, _closed.Token);
            if (await _sessions.CheckAsync(user, _closed.Token) is { } reason)
                End(reason);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is closing.
        }
        catch (Exception exception)
        {
            // A page whose session cannot be checked must not stay open.
            LogCheckFailed(_logger, exception);
            End(SessionEnd.SignedOut);
        }
        finally
        {
            _checking = false;
        }
    }

    private async Task WatchAsync(Task<AuthenticationState> state)
    {
        try
        {
            var user = (await state).User;
            _user = user.Identity?.IsAuthenticated is true ? user : null;
            var interval = _user is null ? Timeout.InfiniteTimeSpan : Interval;
            _timer.Change(interval, interval);
        }
        catch (Exception exception)
        {
            LogCheckFailed(_logger, exception);
            End(SessionEnd.SignedOut);
        }
    }

    private void End(SessionEnd reason) =>
        SetAuthenticationState(Task.FromResult(new AuthenticationState(EndedUser.For(reason))));

    [LoggerMessage(Level = LogLevel.Error, Message = "The session of an open page could not be checked; the page was signed out")]
    private static partial void LogCheckFailed(ILogger logger, Exception exception);
}
