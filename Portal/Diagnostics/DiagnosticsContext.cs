using System.Collections.Concurrent;
using System.Security.Claims;

namespace Portal.Diagnostics;

/// <summary>
/// One examination: for whom, and what its checks share. What several of them look at is asked for once, by whichever
/// comes first.
/// </summary>
internal sealed class DiagnosticsContext(ClaimsPrincipal? user, PortalAddresses addresses, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<object>>> _shared = new(StringComparer.Ordinal);

    /// <summary>The signed-in administrator; null on the command line.</summary>
    public ClaimsPrincipal? User => user;

    public PortalAddresses Addresses => addresses;

    /// <summary>The one <paramref name="key"/> of this run. <paramref name="ask"/> answers faults too, it does not throw them.</summary>
    public async Task<T> OnceAsync<T>(string key, Func<CancellationToken, Task<T>> ask, CancellationToken waiting)
        where T : class
    {
        var shared = _shared.GetOrAdd(key, _ => new Lazy<Task<object>>(async () => await ask(cancellationToken)));
        return (T)await shared.Value.WaitAsync(waiting);
    }
}
