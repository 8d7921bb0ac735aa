using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>
/// Changes whose saving sent the user away: to consent, to a second factor, to sign in again. Each waits for the user to
/// come back to the row, and is taken up once.
/// </summary>
public sealed class InterruptedChanges : IDisposable
{
    private const int MaxCount = 500;
    private static readonly TimeSpan Retention = TimeSpan.FromHours(1);

    private readonly MemoryCache _changes = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    /// <param name="seen">The version that the change was decided on.</param>
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

    /// <summary>Null where nothing waits. What is taken does not wait any more.</summary>
    internal (DataRow Seen, ChangeDraft Draft)? Take(ClaimsPrincipal user, string api, string view, string key)
    {
        if (Owner(user) is not { } owner || !_changes.TryGetValue((owner, api, view, key), out Entry? entry) || entry is null)
            return null;

        _changes.Remove((owner, api, view, key));
        return (entry.Seen, entry.Draft);
    }

    public void Dispose() => _changes.Dispose();

    // A browser may come back as somebody else.
    private static string? Owner(ClaimsPrincipal user) => user.FindFirst("oid")?.Value;

    private sealed record Entry(DataRow Seen, ChangeDraft Draft);
}
