using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Portal.Auth.TokenCache;
using Portal.Metrics;

namespace Portal.Auth.Sessions;

/// <summary>
/// Every message of a browser to its circuit: only the circuit's user may connect to it and use it, only while the session
/// is valid, and not with too many circuits at once. What a user does postpones the session's idle limit.
/// </summary>
/// <remarks>
/// A filter of the hub instead of a circuit handler: it sees who connects before the circuit does, and can tell actions of
/// the user from what the browser confirms by itself. The names are those of the framework's hub.
/// </remarks>
internal sealed partial class CircuitFilter(
    UserCircuits circuits,
    PortalSessions sessions,
    PortalMetrics metrics,
    ILogger<CircuitFilter> logger,
    SharedCircuits? shared = null) : IHubFilter
{
    private const string Start = "StartCircuit";
    private const string Connect = "ConnectCircuit";
    private const string Resume = "ResumeCircuit";
    private const string OwnerKey = "portal.owner";
    private const string OutOfMemory = "the memory is nearly used up";

    // What a user does. Anything else happens by itself, for example after a timer of the page has rendered something.
    private static readonly string[] Actions = ["BeginInvokeDotNetFromJS", "OnLocationChanged", "OnLocationChanging"];

    // A page whose session has ended still needs these to say so.
    private static readonly string[] Confirmations =
        ["OnRenderCompleted", "EndInvokeJSFromDotNet", "ReceiveByteArray", "ReceiveJSDataChunk", "SendDotNetStreamToJS"];

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = invocation.Context;
        if (!await IsAllowedAsync(connection, invocation.HubMethodName))
            return Refused(invocation);

        switch (invocation.HubMethodName)
        {
            case Start when !circuits.TryStart(connection):
                metrics.CircuitRefused();
                LogNotStarted(logger, circuits.IsOutOfMemory ? OutOfMemory : $"its user has {circuits.MaxOpen} open");
                return null;

            // The browser has the state of the page, which becomes a new circuit.
            case Resume when circuits.IsOutOfMemory:
                metrics.CircuitRefused();
                LogNotStarted(logger, OutOfMemory);
                return null;

            case Connect or Resume when !await CanConnectAsync(invocation):
                LogNotConnected(logger);
                return Refused(invocation);

            case Start or Connect or Resume:
                return Opened(connection, await next(invocation));

            default:
                return await next(invocation);
        }
    }

    public Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        // The page may have been open for long: from now on, it has as much time to come back as any other.
        var owner = OwnerOf(context.Context) ?? context.Context.User;
        foreach (var circuit in circuits.Disconnect(owner, context.Context))
            Share(circuit, owner);

        return next(context, exception);
    }

    // As for a circuit that no longer exists: the browser reloads the page.
    private static bool? Refused(HubInvocationContext invocation) => invocation.HubMethodName == Connect ? false : null;

    private async ValueTask<bool> CanConnectAsync(HubInvocationContext invocation) =>
        invocation.HubMethodArguments is [string circuit, ..]
        && (circuits.TryConnect(circuit, invocation.Context)
            || (invocation.HubMethodName == Resume && await TryAdoptAsync(circuit, invocation.Context)));

    // A circuit that another instance started, and whose state this one resumes.
    private async ValueTask<bool> TryAdoptAsync(string circuit, HubCallerContext connection) =>
        shared is not null
        && Account.IdOf(connection.User) is { } account
        && await shared.IsOwnerAsync(circuit, account)
        && circuits.TryAdopt(circuit, connection);

    // The framework returns the secret of a circuit that it started or resumed, and nothing if it could not.
    private object? Opened(HubCallerContext connection, object? result)
    {
        connection.Items[OwnerKey] = connection.User;
        if (result is string circuit)
        {
            circuits.Add(circuit, connection);
            Share(circuit, connection.User);
        }
        else if (result is not true)
        {
            circuits.Disconnect(connection.User, connection);
        }

        return result;
    }

    private void Share(string circuit, ClaimsPrincipal? user)
    {
        if (Account.IdOf(user) is { } account)
            shared?.Add(circuit, account);
    }

    // The user for whom the connection's circuit was started or connected.
    private static ClaimsPrincipal? OwnerOf(HubCallerContext connection) =>
        connection.Items.TryGetValue(OwnerKey, out var owner) ? owner as ClaimsPrincipal : null;

    private async ValueTask<bool> IsAllowedAsync(HubCallerContext connection, string method)
    {
        // With long polling, each request brings a cookie, which can be that of another user.
        if (OwnerOf(connection) is { } owner && Account.IdOf(owner) != Account.IdOf(connection.User))
        {
            LogOtherUser(logger);
            connection.Abort();
            return false;
        }

        if (Confirmations.Contains(method))
            return true;

        // The page notices the end of its session by itself, within seconds (CircuitSession).
        if (await sessions.CheckAsync(connection.User, connection.ConnectionAborted) is not null)
            return false;

        if (Actions.Contains(method))
            await sessions.MarkUsedAsync(connection.User);

        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A circuit was not connected: it is unknown, another user's, or one too many")]
    private static partial void LogNotConnected(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection with a circuit changed its user, and was closed")]
    private static partial void LogOtherUser(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page was not connected: {Reason}")]
    private static partial void LogNotStarted(ILogger logger, string reason);
}
