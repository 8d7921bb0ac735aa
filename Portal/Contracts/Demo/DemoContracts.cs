namespace Portal.Contracts.Demo;

/// <summary>Whether pages offer the demo drawer: only with the tenant in a box.</summary>
public sealed class DemoDrawerOptions
{
    public bool Offered { get; set; }
}

/// <summary>What a presenter can break in the tenant in a box, and how it stands: <c>GET /api/demo</c>.</summary>
/// <param name="ClockOffsetSeconds">How far the authority's clock is off the machine's.</param>
/// <param name="Waiting">What is still to go wrong, in that order.</param>
/// <param name="Endpoints">The authority's endpoints that can be made to fail.</param>
/// <param name="Codes">What they can be made to fail with.</param>
/// <param name="Keys">The keys that sign tokens, or did.</param>
public sealed record DemoState(
    double ClockOffsetSeconds,
    IReadOnlyList<WaitingFault> Waiting,
    IReadOnlyList<DemoScenario> Scenarios,
    IReadOnlyList<string> Endpoints,
    IReadOnlyList<FaultCode> Codes,
    IReadOnlyList<DemoKey> Keys);

/// <summary>One thing to break.</summary>
/// <param name="Name">A stable word, for <c>POST /api/demo/scenes/{name}</c>.</param>
/// <param name="Title">What to do, as a command.</param>
/// <param name="Effect">What then happens, and why.</param>
/// <param name="Page">Where it shows: an address of the portal.</param>
public sealed record DemoScenario(string Name, string Title, string Effect, string Page);

/// <summary>How far the authority's clock is to be off the machine's: <c>POST /api/demo/clock</c>.</summary>
/// <param name="OffsetSeconds">Negative: behind.</param>
public sealed record ClockOrder(long OffsetSeconds)
{
    /// <summary>Ten years; further, the emulator does not go.</summary>
    public const int MaxHours = 3650 * 24;
}

/// <summary>What is to become of the signing keys: <c>POST /api/demo/keys</c>.</summary>
/// <param name="Mode">One of <see cref="KeyModes"/>.</param>
public sealed record KeyOrder(string Mode);

/// <param name="State">One of <see cref="KeyStates"/>.</param>
public sealed record DemoKey(string Id, string State);

public static class KeyModes
{
    /// <summary>The next key is published, and signs nothing yet.</summary>
    public const string Announce = "announce";

    /// <summary>The next key signs; the one before stays published.</summary>
    public const string Planned = "planned";

    /// <summary>A new key signs; tokens of all others count for nothing.</summary>
    public const string Emergency = "emergency";
}

public static class KeyStates
{
    public const string Next = "Next";
    public const string Current = "Current";
    public const string Previous = "Previous";
    public const string Withdrawn = "Withdrawn";
}
