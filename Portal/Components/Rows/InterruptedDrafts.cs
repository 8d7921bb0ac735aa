using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>
/// Changes whose save redirected the user: to consent, to a second factor, to sign in again. Each is restored once, when
/// its user returns to the row.
/// </summary>
public sealed class InterruptedDrafts : IDisposable
{
    private const int MaxCount = 500;
    private static readonly TimeSpan Retention = TimeSpan.FromHours(1);

    private readonly MemoryCache _changes = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    /// <param name="seen">The version that the change is based on.</param>
    internal void Keep(ClaimsPrincipal user, string api, string view, string key, DataRow seen, ChangeDraft draft)
    {
        if (Owner(user) is { } owner)
        {
            _changes.Set(
                (owner, api, view, key),
                new Entry(seen, draft),
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Retention });
        }
    }

    /// <summary>Removes and returns the stored change; null if there is none.</summary>
    internal (DataRow Seen, ChangeDraft Draft)? Take(ClaimsPrincipal user, string api, string view, string key)
    {
        if (Owner(user) is not { } owner || !_changes.TryGetValue((owner, api, view, key), out Entry? entry) || entry is null)
            return null;

        _changes.Remove((owner, api, view, key));
        return (entry.Seen, entry.Draft);
    }

    public void Dispose() => _changes.Dispose();

    // The browser may return with another user signed in.
    private static string? Owner(ClaimsPrincipal user) => user.FindFirst("oid")?.Value;

    private sealed record Entry(DataRow Seen, ChangeDraft Draft);
}
