using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Portal.Instances;

/// <summary>
/// Counts whether circuits start on the instance that rendered their page, and requests of connections that this instance
/// does not know. Both show whether the proxy sends all requests of a browser to the same instance.
/// </summary>
/// <param name="isShared">Whether there can be other instances; otherwise pages do not name theirs.</param>
internal sealed class CircuitOrigins(bool isShared)
{
    private const string Hub = "/_blazor";

    private readonly ConcurrentDictionary<string, int> _started = new(StringComparer.Ordinal);
    private int _misdirected;

    /// <summary>Identifies this start of this instance: the machine's name, and an end that no other start has.</summary>
    public string InstanceId { get; } =
        $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    /// <summary>The instance that renders pages: this one; null if there can be no other.</summary>
    public string? OfPages => isShared ? InstanceId : null;

    /// <param name="origin">
    /// The instance that rendered the page. It is a parameter of the page's root component, which Blazor encrypts, so no
    /// browser can invent one.
    /// </param>
    public void Started(string origin) => _started.AddOrUpdate(origin, 1, (_, count) => count + 1);

    public CircuitCounts Count() =>
        new(new Dictionary<string, int>(_started, StringComparer.Ordinal), Volatile.Read(ref _misdirected));

    /// <summary>A request with the id of a connection gets 404 if another instance has negotiated that connection.</summary>
    public async Task CountMisdirectedAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status404NotFound
            && context.Request.Path == Hub
            && context.Request.Query.ContainsKey("id"))
        {
            Interlocked.Increment(ref _misdirected);
        }
    }
}
