using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Caching.Memory;
using Portal.Contracts.Data;
using Portal.Redis;

namespace Portal.Components.Rows;

/// <summary>
/// Changes whose save redirected the user: to consent, to a second factor, to sign in again. Each is restored once, when
/// its user returns to the row. With several instances, changes that are being entered are kept too: if the instance
/// stops, the page that another instance loads again still has them.
/// </summary>
public sealed class InterruptedDrafts : IDisposable
{
    private const string Kind = "change";
    private const int MaxCount = 500;
    private static readonly TimeSpan Retention = TimeSpan.FromHours(1);

    private readonly MemoryCache _changes = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly EncryptedEntries? _shared;

    internal InterruptedDrafts(EncryptedEntries? shared = null) => _shared = shared;

    /// <summary>Whether other instances could restore a change.</summary>
    internal bool IsShared => _shared is not null;

    /// <param name="seen">The version that the change is based on.</param>
    internal async Task KeepAsync(ClaimsPrincipal user, string api, string view, string key, DataRow seen, ChangeDraft draft)
    {
        if (IdOf(user, api, view, key) is not { } id)
            return;

        var kept = new KeptChange(seen.Value, seen.ETag, draft.Texts);
        _changes.Set(id, kept, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Retention });
        if (_shared is not null)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(kept, KeptChangeJson.Default.KeptChange);
            await _shared.WriteAsync(Kind, id, content, Retention);
        }
    }

    /// <summary>Removes and returns the stored change; null if there is none.</summary>
    internal async Task<KeptChange?> TakeAsync(ClaimsPrincipal user, string api, string view, string key)
    {
        if (IdOf(user, api, view, key) is not { } id)
            return null;

        var kept = _changes.Get<KeptChange>(id);

        // Another instance may have a later one, or have saved it.
        if (_shared is not null && await _shared.ReadAsync(Kind, id) is (true, var content))
            kept = content is null ? null : JsonSerializer.Deserialize(content, KeptChangeJson.Default.KeptChange);

        await RemoveAsync(user, api, view, key);
        return kept;
    }

    internal Task RemoveAsync(ClaimsPrincipal user, string api, string view, string key)
    {
        if (IdOf(user, api, view, key) is not { } id)
            return Task.CompletedTask;

        _changes.Remove(id);
        return _shared?.RemoveAsync(Kind, id) ?? Task.CompletedTask;
    }

    public void Dispose() => _changes.Dispose();

    // The browser may return with another user signed in.
    private static string? IdOf(ClaimsPrincipal user, string api, string view, string key) =>
        user.FindFirst("oid")?.Value is { } owner
            ? JsonSerializer.Serialize([owner, api, view, key], KeptChangeJson.Default.StringArray)
            : null;
}

/// <param name="Row">The row when the form was opened.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Texts">What was entered, by field.</param>
internal sealed record KeptChange(JsonElement Row, string? ETag, IReadOnlyDictionary<string, string> Texts);

[JsonSerializable(typeof(KeptChange))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class KeptChangeJson : JsonSerializerContext;
