using System.Text.Json.Serialization;

namespace Portal.Contracts.Demo;

/// <summary>Whether pages offer the demo drawer: only with the emulator.</summary>
public sealed class DemoDrawerOptions
{
    public bool Offered { get; set; }
}

/// <summary>What is broken in the emulator, or changed for a demonstration: <c>GET /api/demo/broken</c>.</summary>
/// <param name="ClockOffsetSeconds">The emulator's clock minus the machine's.</param>
/// <param name="Faults">Faults that wait for requests, or last until they are put back.</param>
/// <param name="Changes">Changes of the tenant that are still in effect.</param>
public sealed record BrokenState(
    double ClockOffsetSeconds, IReadOnlyList<PendingFault> Faults, IReadOnlyList<DemoChange> Changes)
{
    [JsonIgnore]
    public int Count => Faults.Count + Changes.Count + (ClockOffsetSeconds == 0 ? 0 : 1);
}

/// <summary>A change of the tenant.</summary>
/// <param name="Kind">One of <see cref="DemoChangeKinds"/>.</param>
/// <param name="User">User name without the domain.</param>
public sealed record DemoChange(string Kind, string User, string Resource, string? Role = null);

public static class DemoChangeKinds
{
    public const string RoleRemoved = "role_removed";
    public const string RoleAssigned = "role_assigned";
    public const string ConsentWithdrawn = "consent_withdrawn";
    public const string SecondFactor = "second_factor_required";
    public const string Blocked = "blocked";
}

/// <summary>What can be broken in the emulator, and its current state: <c>GET /api/demo</c>.</summary>
/// <param name="ClockOffsetSeconds">The emulator's clock minus the machine's.</param>
/// <param name="PendingFaults">The pending faults, in order.</param>
/// <param name="Endpoints">The emulator's endpoints that can be made to fail.</param>
/// <param name="Codes">The error codes that faults can have.</param>
/// <param name="Keys">The current and former signing keys.</param>
public sealed record DemoState(
    double ClockOffsetSeconds,
    IReadOnlyList<PendingFault> PendingFaults,
    IReadOnlyList<DemoScenario> Scenarios,
    IReadOnlyList<string> Endpoints,
    IReadOnlyList<FaultCode> Codes,
    IReadOnlyList<DemoKey> Keys)
{
    /// <summary>Changes of the tenant that are still in effect.</summary>
    public IReadOnlyList<DemoChange> Changes { get; init; } = [];

    [JsonIgnore]
    public BrokenState Broken => new(ClockOffsetSeconds, PendingFaults, Changes);
}

/// <summary>A prepared fault or change in the emulator.</summary>
/// <param name="Name">A stable name, for <c>POST /api/demo/scenes/{name}</c>.</param>
/// <param name="Title">What to do, as a command.</param>
/// <param name="Effect">What can be seen then.</param>
/// <param name="Page">The portal's page that shows the effect, relative to its home page.</param>
/// <param name="Group">The heading under which it is listed.</param>
public sealed record DemoScenario(string Name, string Title, string Effect, string Page, string Group = "");

/// <summary>Sets the emulator's clock: <c>POST /api/demo/clock</c>.</summary>
/// <param name="OffsetSeconds">The offset from the machine's clock; negative if behind.</param>
public sealed record ClockRequest(long OffsetSeconds)
{
    /// <summary>Ten years, the emulator's own limit.</summary>
    public const int MaxHours = 3650 * 24;
}

/// <summary>Rolls over the signing keys: <c>POST /api/demo/keys</c>.</summary>
/// <param name="Mode">One of <see cref="KeyModes"/>.</param>
public sealed record KeyRolloverRequest(string Mode);

/// <param name="State">One of <see cref="KeyStates"/>.</param>
public sealed record DemoKey(string Id, string State);

public static class KeyModes
{
    /// <summary>Publishes the next key, which does not sign yet.</summary>
    public const string Announce = "announce";

    /// <summary>The next key signs; the previous one stays published.</summary>
    public const string Planned = "planned";

    /// <summary>A new key signs; all others are withdrawn.</summary>
    public const string Emergency = "emergency";
}

public static class KeyStates
{
    public const string Next = "Next";
    public const string Current = "Current";
    public const string Previous = "Previous";
    public const string Withdrawn = "Withdrawn";
}
