using System.Security.Claims;
using Microsoft.Extensions.Options;
using Portal.Auth.TokenCache;

namespace Portal.Auth.Sessions;

/// <summary>
/// The circuits of each user: whose they are, and how many of them are connected to a browser. The framework knows only the
/// secret of a circuit, and gives the circuit to every connection that presents it.
/// </summary>
public sealed class UserCircuits(IOptions<PortalSessionOptions> options, TimeProvider time)
{
    private const int MaxDisconnected = 50;

    // Circuits without a connection can be connected again, and later resumed. The framework keeps them for less long.
    private static readonly TimeSpan Retention = TimeSpan.FromHours(3);

    private readonly Dictionary<string, Dictionary<string, Connection>> _users = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The most circuits of one user that are connected at once.</summary>
    public int MaxOpen => options.Value.MaxOpenPages;

    public bool IsFull(ClaimsPrincipal user)
    {
        lock (_gate)
            return IsFull(Of(user));
    }

    /// <summary>Reserves a place for a new circuit; <see cref="Add"/> or <see cref="Disconnect"/> must follow.</summary>
    internal bool TryStart(ClaimsPrincipal? user, string connection)
    {
        lock (_gate)
        {
            if (Account.IdOf(user) is null || IsFull(Of(user)))
                return false;

            Set(user, Starting(connection), connection);
            return true;
        }
    }

    /// <summary>The circuit was started for <paramref name="connection"/>.</summary>
    internal void Add(ClaimsPrincipal? user, string circuit, string connection)
    {
        lock (_gate)
        {
            Set(user, circuit, connection);
            Of(user).Remove(Starting(connection));
        }
    }

    /// <summary>
    /// Whether the circuit is the user's and may be connected; it then belongs to <paramref name="connection"/>, and no
    /// longer to an earlier one.
    /// </summary>
    internal bool TryConnect(ClaimsPrincipal? user, string circuit, string connection)
    {
        lock (_gate)
        {
            if (!Of(user).TryGetValue(circuit, out var known) || (known.Id is null && IsFull(Of(user))))
                return false;

            Set(user, circuit, connection);
            return true;
        }
    }

    /// <summary>The connection was closed. Its circuit may be connected again.</summary>
    internal void Disconnect(ClaimsPrincipal? user, string connection)
    {
        lock (_gate)
        {
            var (circuits, now) = (Of(user), time.GetUtcNow());
            circuits.Remove(Starting(connection));
            foreach (var closed in circuits.Where(c => c.Value.Id == connection).ToList())
                circuits[closed.Key] = new Connection(Id: null, now);

            var disconnected = circuits.Where(c => c.Value.Id is null).OrderByDescending(c => c.Value.Since).ToList();
            foreach (var old in disconnected.Where((c, i) => i >= MaxDisconnected || now - c.Value.Since > Retention))
                circuits.Remove(old.Key);

            if (circuits.Count == 0 && Account.IdOf(user) is { } account)
                _users.Remove(account);
        }
    }

    private bool IsFull(Dictionary<string, Connection> circuits) =>
        circuits.Values.Count(c => c.Id is not null) >= MaxOpen;

    private Dictionary<string, Connection> Of(ClaimsPrincipal? user) =>
        Account.IdOf(user) is { } account ? _users.GetValueOrDefault(account) ?? [] : [];

    private void Set(ClaimsPrincipal? user, string circuit, string connection)
    {
        if (Account.IdOf(user) is not { } account)
            return;

        if (!_users.TryGetValue(account, out var circuits))
            _users[account] = circuits = new(StringComparer.Ordinal);

        circuits[circuit] = new Connection(connection, time.GetUtcNow());
    }

    // No secret of the framework starts like this.
    private static string Starting(string connection) => $"starting {connection}";

    /// <param name="Id">Null while no browser is connected.</param>
    private sealed record Connection(string? Id, DateTimeOffset Since);
}
