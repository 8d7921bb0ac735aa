using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Portal.Contracts.Roles;

namespace Portal.Components.Roles;

/// <summary>
/// Role changes that administrators have chosen and not applied yet. The page address holds only a draft's key, so
/// the draft survives the redirect to the consent page and back, and two hundred ids do not have to fit in a URL.
/// </summary>
public sealed class ChangeDrafts : IDisposable
{
    private const int MaxDrafts = 500;
    private static readonly TimeSpan Retention = TimeSpan.FromHours(1);

    private readonly MemoryCache _drafts = new(new MemoryCacheOptions { SizeLimit = MaxDrafts });

    public string Save(string user, string api, IReadOnlyList<RoleChange> changes)
    {
        var key = RandomNumberGenerator.GetHexString(16, lowercase: true);
        _drafts.Set(key, new Draft(user, api, changes), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Retention });
        return key;
    }

    /// <summary>Null if there is no such draft, or it belongs to another user or API.</summary>
    public IReadOnlyList<RoleChange>? Find(string key, string user, string api) =>
        _drafts.TryGetValue(key, out Draft? draft) && draft?.User == user && draft.Api == api ? draft.Changes : null;

    public void Dispose() => _drafts.Dispose();

    private sealed record Draft(string User, string Api, IReadOnlyList<RoleChange> Changes);
}
