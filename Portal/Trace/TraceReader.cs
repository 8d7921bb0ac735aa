using System.Diagnostics;
using Portal.Contracts.Trace;
using Portal.Tracing;

namespace Portal.Trace;

/// <summary>Converts spans to the steps that pages show.</summary>
internal static class TraceReader
{
    public static RequestTrace Read(IReadOnlyList<Activity> spans)
    {
        var ordered = spans.OrderBy(s => s.StartTimeUtc).ToList();
        var summary = Summarize(spans);
        var parents = ordered.ToDictionary(s => s, s => ParentIn(s, ordered));
        var uncached = ordered.Where(s => s.GetTagItem(TraceTags.To) is TraceParties.Authority && KindOf(s) == TraceKinds.Call)
            .Select(s => parents[s])
            .ToHashSet();
        return new RequestTrace(summary, [.. ordered.Select(s => Step(s, parents[s], ordered[0].StartTimeUtc, uncached, summary))]);
    }

    public static TraceSummary Summarize(IReadOnlyList<Activity> spans)
    {
        var first = spans.MinBy(s => s.StartTimeUtc)!;
        var end = spans.Max(s => s.StartTimeUtc + s.Duration);
        var serverCall = spans.FirstOrDefault(s => KindOf(s) == TraceKinds.ServerCall);
        var pageCall = spans.FirstOrDefault(s => KindOf(s) == TraceKinds.Call && s.GetTagItem(TraceTags.To) is TraceParties.Backend);
        return new TraceSummary(
            first.TraceId.ToHexString(),
            RequestTraces.TitleOf(serverCall ?? first),
            new DateTimeOffset(first.StartTimeUtc, TimeSpan.Zero),
            (end - first.StartTimeUtc).TotalMilliseconds,
            (pageCall ?? serverCall ?? first).GetTagItem(TraceTags.Status) as int?,
            spans.Count,
            Problem: (serverCall is null ? null : ProblemTags.Read(serverCall)) ?? ProblemTags.Read(first),
            Action: RequestTraces.ActionOf(first),
            ByPortal: RequestTraces.IsByPortal(first));
    }

    private static TraceStep Step(
        Activity span, Activity? parent, DateTime begin, HashSet<Activity?> uncached, TraceSummary summary) => new(
        span.SpanId.ToHexString(),
        parent?.SpanId.ToHexString(),
        KindOf(span),
        span.GetTagItem(TraceTags.From) as string ?? "",
        span.GetTagItem(TraceTags.To) as string ?? "",
        RequestTraces.TitleOf(span),
        (span.StartTimeUtc - begin).TotalMilliseconds,
        span.Duration.TotalMilliseconds,
        span.GetTagItem(TraceTags.Status) as int?,
        TokenTags.Read(span, TraceTags.Sent),
        TokenTags.Read(span, TraceTags.Received),
        IsCached(span, uncached),
        [.. Details(span)],
        ProblemTags.Read(span) is { } problem ? problem with { Operation = summary.Problem?.Operation } : null);

    // If no token was received, there is nothing that could have come from the cache.
    private static bool? IsCached(Activity span, HashSet<Activity?> uncached) =>
        KindOf(span) == TraceKinds.Token && (uncached.Contains(span) || TokenTags.Read(span, TraceTags.Received) is not null)
            ? !uncached.Contains(span)
            : null;

    // Spans of the framework can be between ours. Within a process their parents are available; from client to server only
    // the span ID is sent, so the call is found by the time of the server's span.
    private static Activity? ParentIn(Activity span, List<Activity> all)
    {
        for (var parent = span.Parent; parent is not null; parent = parent.Parent)
        {
            if (all.Contains(parent))
                return parent;
        }

        return all.Find(s => s.SpanId == span.ParentSpanId) ?? (KindOf(span) == TraceKinds.ServerCall ? CallAround(span, all) : null);
    }

    private static Activity? CallAround(Activity serverCall, List<Activity> all) => all.FindLast(call =>
        KindOf(call) == TraceKinds.Call
        && Equals(call.GetTagItem(TraceTags.To), serverCall.GetTagItem(TraceTags.To))
        && call.StartTimeUtc <= serverCall.StartTimeUtc
        && call.StartTimeUtc + call.Duration >= serverCall.StartTimeUtc);

    private static IEnumerable<TraceDetail> Details(Activity span)
    {
        if (span.GetTagItem(TraceTags.Grant) is string grant)
            yield return new TraceDetail("grant", grant);
        foreach (var (name, value) in span.TagObjects.Where(t => t.Key.StartsWith(TraceTags.Detail, StringComparison.Ordinal)))
            yield return new TraceDetail(name[TraceTags.Detail.Length..], value as string ?? "");
        if (span.GetTagItem(TraceTags.Error) is string error)
            yield return new TraceDetail("failed", error);
    }

    private static string KindOf(Activity span) => span.GetTagItem(TraceTags.Kind) as string ?? TraceKinds.Call;
}
