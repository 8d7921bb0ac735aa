using System.Text.Json;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;

namespace Entra.Emulator.Control;

/// <summary>How the levers stand.</summary>
internal sealed record LeverState(
    DateTimeOffset Now,
    double ClockOffsetSeconds,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<KeyStatus> Keys,
    IEnumerable<string> Endpoints,
    IEnumerable<CodeChoice> Codes)
{
    public static LeverState Read(LeverContext context) => context.State;
}

internal sealed record KeyStatus(string Id, KeyState State);

/// <summary>A code that an endpoint can be made to fail with.</summary>
internal sealed record CodeChoice(int Code, string Meaning);

internal sealed class LeverContext(TenantClock clock, Faults faults, KeyRing ring)
{
    public LeverState State => new(
        clock.GetUtcNow(),
        clock.Offset.TotalSeconds,
        faults.Waiting,
        [.. ring.Keys.Select(k => new KeyStatus(k.Key.KeyId, k.State))],
        FaultInjection.Endpoints.Keys,
        ErrorTable.All.Values.Select(e => new CodeChoice(e.Code, e.Meaning)));
}

/// <summary>Moves the clock by so much, or to so much off the machine's.</summary>
internal sealed record ClockLever(double? AdvanceSeconds, double? OffsetSeconds);

/// <summary><c>announce</c>, <c>planned</c> or <c>emergency</c>.</summary>
internal sealed record KeysLever(string? Mode);

/// <summary>By user name, without the domain.</summary>
internal sealed record RevokeLever(string? User);

/// <summary>What the user, by user name, has allowed whichever app to do with the resource, by its name.</summary>
internal sealed record WithdrawLever(string? User, string? Resource);

/// <summary>Whether the user, by user name, is assigned to the role on the app.</summary>
internal sealed record RoleLever(string? User, string? Resource, string? Role, bool Assigned);

/// <summary>
/// An access token that would be valid, but for what is changed in it. Without a user it is the client's own.
/// </summary>
internal sealed record ForgeLever(string? Client, string? Resource, string? User)
{
    public IReadOnlyDictionary<string, JsonElement> Set { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<string> Remove { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> Header { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<string> RemoveHeader { get; init; } = [];

    /// <summary>Who signs: the <c>tenant</c>, an <c>unknown</c> key under the tenant's key id, or <c>none</c>.</summary>
    public ForgeKey Key { get; init; }
}

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<ForgeKey>))]
internal enum ForgeKey
{
    Tenant,
    Unknown,
    None,
}

internal sealed record ForgedToken(string Token);
