using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>A change that was made in the emulator.</summary>
/// <param name="State">The emulator's state after the change.</param>
/// <param name="Text">What was done, as a sentence without its full stop.</param>
public sealed record DemoDone(DemoState State, string Text)
{
    /// <summary>The portal's page that shows the effect; null if none does.</summary>
    public string? Page { get; init; }

    /// <summary>
    /// The page shows the effect when it is reloaded. Checking for changed access first, as after other changes, would
    /// consume the fault.
    /// </summary>
    public bool ShowsOnLoad { get; init; }
}
