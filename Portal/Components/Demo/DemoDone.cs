using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>A lever that was pulled.</summary>
/// <param name="State">How they stand since.</param>
/// <param name="Words">What was done, in a sentence without its full stop.</param>
public sealed record DemoDone(DemoState State, string Words)
{
    /// <summary>Where it shows; null where no page of the portal's does.</summary>
    public string? Page { get; init; }

    /// <summary>
    /// The page shows it once it is loaded anew. Looking for it first, as is done of all else, would use up what is
    /// to be seen.
    /// </summary>
    public bool ShowsOnLoad { get; init; }
}
