using System.Text.Json;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;

namespace Entra.Emulator.Control;

/// <summary>What the control endpoints have changed, and what they accept.</summary>
internal sealed record ControlState(
    DateTimeOffset Now,
    double ClockOffsetSeconds,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<TenantChange> Changes,
    IReadOnlyList<KeyStatus> Keys,
    IEnumerable<string> Endpoints,
    IEnumerable<FaultCode> Codes)
{
    public static ControlState Read(ControlStateReader state) => state.Current;
}

internal sealed record KeyStatus(string Id, SigningKeyState State);

/// <summary>An error code that a fault can return.</summary>
internal sealed record FaultCode(int Code, string Meaning);

internal sealed class ControlStateReader(TenantClock clock, PendingFaults faults, TenantChanges changes, SigningKeyRing ring)
{
    public ControlState Current => new(
        clock.GetUtcNow(),
        clock.Offset.TotalSeconds,
        faults.All,
        changes.All,
        [.. ring.Keys.Select(k => new KeyStatus(k.Key.KeyId, k.State))],
        FaultInjection.Endpoints.Keys,
        ErrorTable.All.Values.Select(e => new FaultCode(e.Code, e.Meaning)));
}

/// <summary>Moves the emulator's clock by a duration, or sets its offset from the machine's clock.</summary>
internal sealed record SetClockRequest(double? AdvanceSeconds, double? OffsetSeconds);

/// <summary><c>announce</c>, <c>planned</c> or <c>emergency</c>.</summary>
internal sealed record RollKeysRequest(string? Mode);

/// <summary><c>User</c> is the user name without the domain.</summary>
internal sealed record RevokeSignInsRequest(string? User);

/// <summary>Withdraws the user's own consents for the resource, for every client. Both are given by name.</summary>
internal sealed record WithdrawConsentRequest(string? User, string? Resource);

/// <summary>Adds or removes the user's direct assignment to an app role. All are given by name.</summary>
internal sealed record AssignRoleRequest(string? User, string? Resource, string? Role, bool Assigned);

/// <summary>
/// Adds a policy for the user and the resource: <c>confirm</c> requires a second factor, <c>block</c> refuses access.
/// </summary>
internal sealed record AddPolicyRequest(string? User, string? Resource, string? Control);

/// <summary>
/// Changes to an otherwise valid access token. Without a user it is an app-only token of the client.
/// </summary>
internal sealed record TamperedTokenRequest(string? Client, string? Resource, string? User)
{
    public IReadOnlyDictionary<string, JsonElement> Set { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<string> Remove { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> Header { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<string> RemoveHeader { get; init; } = [];

    /// <summary>The signing key: the tenant's, an unknown key with the tenant's key id, or none.</summary>
    public TamperedTokenKey Key { get; init; }
}

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<TamperedTokenKey>))]
internal enum TamperedTokenKey
{
    Tenant,
    Unknown,
    None,
}

internal sealed record TamperedTokenResponse(string Token);
