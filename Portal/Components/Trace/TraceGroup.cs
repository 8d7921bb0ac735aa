using Portal.Contracts.Trace;

namespace Portal.Components.Trace;

/// <summary>The requests that followed from one action of the user, in order.</summary>
/// <param name="Action">Null for a single request that did not come from a page.</param>
public sealed record TraceGroup(TraceAction? Action, IReadOnlyList<TraceSummary> Requests)
{
    /// <summary>Newest action first.</summary>
    /// <param name="refused">Only requests that were refused or failed.</param>
    /// <param name="byPortal">Also the portal's own requests. One that failed is always listed.</param>
    public static IReadOnlyList<TraceGroup> Read(IReadOnlyList<TraceSummary> newestFirst, bool refused, bool byPortal) =>
    [
        .. newestFirst
            .Where(t => TraceText.HasFailed(t) || (!refused && (byPortal || !t.ByPortal)))
            .GroupBy(t => t.Action?.Id ?? t.Id)
            .Select(group => new TraceGroup(group.First().Action, [.. group.OrderBy(t => t.Started)])),
    ];
}
