using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Auth.TokenCache;

namespace Portal.Auth.Sessions;

/// <summary>
/// The circuits of each user: whose they are, and how many of them are connected to a browser. The framework knows only the
/// secret of a circuit, and gives the circuit to every connection that presents it.
/// </summary>
public sealed class UserCircuits(IOptions<PortalSessionOptions> options, HeapLoad heap, TimeProvider time)
{
    private const int MaxDisconnected = 50;

    // Circuits without a connection can be connected again, and later resumed. The framework keeps them for less long.
    internal static readonly TimeSpan Retention = TimeSpan.FromHours(3);

    private readonly Dictionary<string, Dictionary<string, Connection>> _users = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The most circuits of one user that are connected at once.</summary>
    public int MaxOpen => options.Value.MaxOpenPages;

    /// <summary>Whether the memory is nearly used up, so that no user can start a circuit.</summary>
    public bool IsOutOfMemory => heap.IsFull;

    public bool IsFull(ClaimsPrincipal user)
    {
        lock (_gate)
            return IsFull(Of(user));
    }

    /// <summary>Reserves a place for a new circuit; <see cref="Add"/> or <see cref="Disconnect"/> must follow.</summary>
    internal bool TryStart(HubCallerContext connection)
    {
        lock (_gate)
        {
            if (Account.IdOf(connection.User) is null || IsFull(Of(connection.User)) || IsOutOfMemory)
                return false;

            Set(Starting(connection), connection);
            return true;
        }
    }

    /// <summary>
    /// The circuit was started for <paramref name="connection"/>, and replaces what belonged to it: the reserved place, or
    /// the circuit that was resumed, which exists no longer.
    /// </summary>
    internal void Add(string circuit, HubCallerContext connection)
    {
        lock (_gate)
        {
            var circuits = Of(connection.User);
            List<string> replaced = [.. circuits.Where(c => c.Value.Browser == connection).Select(c => c.Key)];
            foreach (var earlier in replaced)
                circuits.Remove(earlier);

            Set(circuit, connection);
        }
    }

    /// <summary>
    /// Whether the circuit is the user's and may be connected; it then belongs to <paramref name="connection"/>, and no
    /// longer to an earlier one.
    /// </summary>
    internal bool TryConnect(string circuit, HubCallerContext connection)
    {
        lock (_gate)
        {
            var circuits = Of(connection.User);
            if (!circuits.TryGetValue(circuit, out var known) || (known.Browser is null && IsFull(circuits)))
                return false;

            Set(circuit, connection);
            return true;
        }
    }

    /// <summary>The same for a circuit of another instance, which is known to be the user's.</summary>
    internal bool TryAdopt(string circuit, HubCallerContext connection)
    {
        lock (_gate)
        {
            if (IsFull(Of(connection.User)))
                return false;

            Set(circuit, connection);
            return true;
        }
    }

    /// <summary>The connection was closed. Returns its circuit, which may be connected again; normally there is one.</summary>
    internal IReadOnlyList<string> Disconnect(ClaimsPrincipal? user, HubCallerContext connection)
    {
        lock (_gate)
        {
            var (circuits, now) = (Of(user), time.GetUtcNow());
            circuits.Remove(Starting(connection));
            List<string> closed = [.. circuits.Where(c => c.Value.Browser == connection).Select(c => c.Key)];
            foreach (var circuit in closed)
                circuits[circuit] = new Connection(Browser: null, now);

            var disconnected = circuits.Where(c => c.Value.Browser is null)
                .OrderByDescending(c => c.Value.Since)
                .ToList();
            foreach (var old in disconnected.Where((c, i) => i >= MaxDisconnected || now - c.Value.Since > Retention))
                circuits.Remove(old.Key);

            if (circuits.Count == 0 && Account.IdOf(user) is { } account)
                _users.Remove(account);

            return closed;
        }
    }

    /// <summary>
    /// The browser has left the page, and the framework has discarded the circuit. The connection ends too: otherwise
    /// the page could be used again without a new connection, which would bring the browser's present cookie.
    /// </summary>
    internal void Close(string circuit)
    {
        foreach (var connection in Remove(circuit))
            connection.Abort();
    }

    private List<HubCallerContext> Remove(string circuit)
    {
        lock (_gate)
        {
            return [.. _users.Values
                .Select(circuits => circuits.Remove(circuit, out var known) ? known.Browser : null)
                .OfType<HubCallerContext>()];
        }
    }

    private bool IsFull(Dictionary<string, Connection> circuits) =>
        circuits.Values.Count(c => c.Browser is not null) >= MaxOpen;

    private Dictionary<string, Connection> Of(ClaimsPrincipal? user) =>
        Account.IdOf(user) is { } account ? _users.GetValueOrDefault(account) ?? [] : [];

    private void Set(string circuit, HubCallerContext connection)
    {
        if (Account.IdOf(connection.User) is not { } account)
            return;

        if (!_users.TryGetValue(account, out var circuits))
            _users[account] = circuits = new(StringComparer.Ordinal);

        circuits[circuit] = new Connection(connection, time.GetUtcNow());
    }

    // No secret of the framework starts like this.
    private static string Starting(HubCallerContext connection) => $"starting {connection.ConnectionId}";

    /// <param name="Browser">Null while no browser is connected.</param>
    private sealed record Connection(HubCallerContext? Browser, DateTimeOffset Since);
}
