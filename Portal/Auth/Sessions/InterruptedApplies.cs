using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Auth.TokenCache;
using Portal.Contracts.Problems;
using Portal.Redis;

namespace Portal.Auth.Sessions;

/// <summary>
/// Previews whose Apply was interrupted because a consent was missing. One continues by itself if the user who clicked
/// Apply gives that consent, and not another, and comes back: in the same tab, to the same address, in the session that the
/// consent started.
/// Each continues at most once, within minutes. What a link contains is not enough for any of this.
/// </summary>
/// <remarks>
/// Kept when Apply was refused; started when the browser leaves for the consent; ready when the sign-in service has
/// returned the same user; taken by the page, whatever happened in between.
/// </remarks>
public sealed class InterruptedApplies
{
    /// <summary>Property of a challenge, in the protected state of the sign-in: what continues after it.</summary>
    internal const string Item = "interrupted_apply";

    internal static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);
    internal static readonly TimeSpan MaxReturn = TimeSpan.FromMinutes(1);

    private const string Kind = "apply";
    private const int MaxCount = 1_000;

    private readonly ConcurrentDictionary<string, InterruptedApply> _local = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly EncryptedEntries? _shared;

    /// <param name="shared">Null if this is the only instance.</param>
    internal InterruptedApplies(TimeProvider time, EncryptedEntries? shared = null) => (_time, _shared) = (time, shared);

    /// <param name="tab">The tab of the browser.</param>
    /// <param name="address">The address of the page, with the changes.</param>
    /// <param name="preview">What identifies the changes and their effects as previewed.</param>
    /// <param name="missing">The consent that is missing.</param>
    /// <returns>Whether it can continue.</returns>
    public async Task<bool> KeepAsync(ClaimsPrincipal user, string tab, string address, string preview, ApiProblem missing)
    {
        if (IdOf(user, tab) is not { } id || SessionOf(user) is not { } session)
            return false;

        var random = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        return await WriteAsync(
            id, new InterruptedApply(random, session, address, preview, missing.Api, missing.Scopes ?? [], _time.GetUtcNow() + MaxAge));
    }

    /// <summary>Called when the browser leaves for a consent, with the session of the user.</summary>
    /// <param name="api">The API whose consent is requested.</param>
    /// <param name="scopes">The requested scopes.</param>
    /// <returns>What the state of the sign-in has to contain; null if nothing of this session continues after that consent.</returns>
    internal async Task<string?> StartAsync(ClaimsPrincipal user, string? tab, string api, IReadOnlyList<string> scopes) =>
        tab is not null
        && IdOf(user, tab) is { } id
        && await ReadAsync(id) is { IsReady: false } kept
        && kept.Session == SessionOf(user)
        && kept.IsSolvedBy(api, scopes)
            ? $"{kept.Random} {tab}"
            : null;

    /// <summary>Called when the sign-in service has returned a user, with the session that this starts.</summary>
    /// <param name="started">From the state of the sign-in.</param>
    internal async Task ReturnAsync(ClaimsPrincipal user, string started)
    {
        if (started.Split(' ') is [var random, var tab]
            && IdOf(user, tab) is { } id
            && SessionOf(user) is { } session
            && await ReadAsync(id) is { IsReady: false } kept
            && kept.Random == random)
        {
            await WriteAsync(id, kept with { Session = session, IsReady = true, Ends = _time.GetUtcNow() + MaxReturn });
        }
    }

    /// <summary>Removes what was interrupted in this tab.</summary>
    /// <returns>The preview if it may continue now; otherwise null.</returns>
    public async Task<string?> TakeAsync(ClaimsPrincipal user, string tab, string address) =>
        IdOf(user, tab) is { } id
        && await RemoveAsync(id) is { IsReady: true } taken
        && taken.Session == SessionOf(user)
        && taken.Address == address
            ? taken.Preview
            : null;

    // A browser that names no tab cannot be recognized when it returns.
    private static string? IdOf(ClaimsPrincipal user, string tab) =>
        Guid.TryParse(tab, out _) && Account.IdOf(user) is { } account ? $"{account} {tab}" : null;

    // The key opens the session, so only its hash is kept.
    private static string? SessionOf(ClaimsPrincipal user) => SessionKey.Of(user) is { } key
        ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())))
        : null;

    private async Task<bool> WriteAsync(string id, InterruptedApply apply)
    {
        if (_shared is not null)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(apply, InterruptedApplyJson.Default.InterruptedApply);
            return await _shared.WriteAsync(Kind, id, content, MaxAge);
        }

        foreach (var (old, _) in _local.Where(entry => !IsCurrent(entry.Value)))
            _local.TryRemove(old, out _);
        if (_local.Count >= MaxCount && !_local.ContainsKey(id))
            return false;

        _local[id] = apply;
        return true;
    }

    private async Task<InterruptedApply?> ReadAsync(string id) => Current(
        _shared is null ? _local.GetValueOrDefault(id) : Parse((await _shared.ReadAsync(Kind, id)).Content));

    // Of several pages that ask at once, only one gets it.
    private async Task<InterruptedApply?> RemoveAsync(string id)
    {
        if (_shared is not null)
            return Current(Parse(await _shared.TakeAsync(Kind, id)));

        return _local.TryRemove(id, out var apply) ? Current(apply) : null;
    }

    private InterruptedApply? Current(InterruptedApply? apply) => apply is not null && IsCurrent(apply) ? apply : null;

    private bool IsCurrent(InterruptedApply apply) => _time.GetUtcNow() < apply.Ends;

    private static InterruptedApply? Parse(byte[]? content)
    {
        try
        {
            return content is null ? null : JsonSerializer.Deserialize(content, InterruptedApplyJson.Default.InterruptedApply);
        }
        catch (JsonException)
        {
            // Another version of the portal wrote it. The user clicks Apply again.
            return null;
        }
    }
}

/// <param name="Random">Distinguishes it from others of the same tab.</param>
/// <param name="Session">A hash of the session in which Apply was clicked; once ready, of the one that the consent started.</param>
/// <param name="Api">The API whose consent was missing.</param>
/// <param name="Scopes">The scopes that were missing, if they are known.</param>
/// <param name="IsReady">Whether the user has returned from the sign-in service.</param>
internal sealed record InterruptedApply(
    string Random,
    string Session,
    string Address,
    string Preview,
    string? Api,
    IReadOnlyList<string> Scopes,
    DateTimeOffset Ends,
    bool IsReady = false)
{
    /// <summary>Whether a consent includes all that was missing. The setup of administration requests it under another name.</summary>
    public bool IsSolvedBy(string api, IReadOnlyList<string> scopes) =>
        Scopes.Count > 0 ? Scopes.All(scopes.Contains) : string.Equals(Api, api, StringComparison.OrdinalIgnoreCase);
}

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(InterruptedApply))]
internal sealed partial class InterruptedApplyJson : JsonSerializerContext;
