using System.Collections.Concurrent;
using System.Security.Claims;

namespace Portal.Diagnostics;

/// <summary>
/// One run of the checks: its user, and the responses that checks share. Each is requested once, by the first check that
/// needs it.
/// </summary>
internal sealed class DiagnosticsContext(ClaimsPrincipal? user, PortalAddresses addresses, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<object>>> _shared = new(StringComparer.Ordinal);

    /// <summary>The signed-in administrator; null on the command line.</summary>
    public ClaimsPrincipal? User => user;

    public PortalAddresses Addresses => addresses;

    /// <summary>Gets the shared <paramref name="key"/> of this run. <paramref name="load"/> must return failures instead of throwing.</summary>
    public async Task<T> OnceAsync<T>(string key, Func<CancellationToken, Task<T>> load, CancellationToken waiting)
        where T : class
    {
        var shared = _shared.GetOrAdd(key, _ => new Lazy<Task<object>>(async () => await load(cancellationToken)));
        return (T)await shared.Value.WaitAsync(waiting);
    }
}
