using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Caching.Memory;
using Portal.Contracts.Data;
using Portal.Redis;

namespace Portal.Components.Rows;

/// <summary>
/// Changes whose save redirected the user: to consent, to a second factor, to sign in again. Each is restored once, when
/// its user returns to the row in the same tab. With several instances, changes that are being entered are kept too: if the instance
/// stops, the page that another instance loads again still has them.
/// </summary>
public sealed class InterruptedDrafts : IDisposable
{
    private const string Kind = "change";
    private const int MaxCount = 500;
    private static readonly TimeSpan Retention = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly MemoryCache _changes = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly EncryptedEntries? _shared;

    internal InterruptedDrafts(EncryptedEntries? shared = null) => _shared = shared;

    /// <summary>Whether other instances could restore a change.</summary>
    internal bool IsShared => _shared is not null;

    /// <param name="seen">The version that the change is based on.</param>
    internal async Task KeepAsync(EditedRow row, DataRow seen, ChangeDraft draft)
    {
        if (row.Id is not { } id)
            return;

        var kept = new KeptChange(seen.Value, seen.ETag, draft.Texts);
        var local = Set(id, kept);
        if (_shared is not null)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(kept, KeptChangeJson.Default.KeptChange);
            local.IsStored = await _shared.WriteAsync(Kind, id, content, Retention);
        }
    }

    /// <summary>Removes and returns the stored change; null if there is none.</summary>
    internal async Task<KeptChange?> TakeAsync(EditedRow row)
    {
        if (row.Id is not { } id)
            return null;

        var local = _changes.Get<LocalChange>(id);
        var kept = local?.Change;

        // Another instance may have a later one, or have saved it. If Redis did not respond when the change was kept or
        // removed here, what it has is older.
        if (_shared is not null
            && local is null or { IsStored: true }
            && await _shared.ReadAsync(Kind, id) is (true, var content))
        {
            kept = content is null ? null : Read(content);
        }

        await RemoveAsync(row);
        return kept;
    }

    internal async Task RemoveAsync(EditedRow row)
    {
        if (row.Id is not { } id)
            return;

        if (_shared is null)
        {
            _changes.Remove(id);
            return;
        }

        var removed = Set(id, change: null);
        if (await _shared.RemoveAsync(Kind, id))
            Forget(id, removed);
    }

    public void Dispose() => _changes.Dispose();

    private static KeptChange? Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, KeptChangeJson.Default.KeptChange);
        }
        catch (JsonException)
        {
            // Another version of the portal wrote it in another format. The row is shown without it.
            return null;
        }
    }

    private LocalChange Set(string id, KeptChange? change)
    {
        var options = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Retention };
        lock (_lock)
            return _changes.Set(id, new LocalChange(change), options);
    }

    // Not if another change has been kept meanwhile.
    private void Forget(string id, LocalChange removed)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_changes.Get<LocalChange>(id), removed))
                _changes.Remove(id);
        }
    }

    /// <param name="change">Null if it was removed, and Redis may still have it.</param>
    private sealed class LocalChange(KeptChange? change)
    {
        public KeptChange? Change { get; } = change;

        /// <summary>Whether Redis has it too.</summary>
        public bool IsStored { get; set; }
    }
}

/// <param name="User">The browser may return with another user signed in.</param>
/// <param name="Tab">Two tabs may change the same row.</param>
internal sealed record EditedRow(ClaimsPrincipal User, string Tab, string Api, string View, string Key)
{
    /// <summary>Null if the user has no object ID.</summary>
    public string? Id => User.FindFirst("oid")?.Value is { } owner
        ? JsonSerializer.Serialize(
            [owner, User.FindFirst("tid")?.Value ?? "", Tab, Api, View, Key], KeptChangeJson.Default.StringArray)
        : null;
}

/// <param name="Row">The row when the form was opened.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Texts">What was entered, by field.</param>
internal sealed record KeptChange(JsonElement Row, string? ETag, IReadOnlyDictionary<string, string> Texts);

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptChange))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class KeptChangeJson : JsonSerializerContext;
