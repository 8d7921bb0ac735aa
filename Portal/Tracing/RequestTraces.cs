using System.Diagnostics;
using System.Security.Claims;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>
/// Opens the spans of a request's hops. One source per portal, not one per process: several share a process in tests,
/// and none may hear of another's users.
/// </summary>
public sealed class RequestTraces : IDisposable
{
    /// <summary>The name to give a collector.</summary>
    public const string Name = "OnBehalfOfPortal";

    private const string Owner = "owner";

    // Everything that a request without a trace does on its way, in whatever depth.
    private readonly AsyncLocal<bool> _silent = new();

    internal ActivitySource Activities { get; } = new(Name);

    /// <summary>The first span of a request that a page makes: a trace of its own, whatever the circuit is doing.</summary>
    internal TraceScope Begin(HttpMethod method, string path, ClaimsPrincipal user)
    {
        var before = Activity.Current;
        if (!ApiTrace.LeavesTrace(path))
            return Silence();

        Activity.Current = null;
        var first = Start($"{method} {path}", ActivityKind.Internal, TraceKinds.Call, TraceParties.Browser, TraceParties.Pages);
        Own(first, user);
        return new TraceScope(this, first, before);
    }

    internal Activity? Start(string title, ActivityKind kind, string step, string from, string to, ActivityContext parent = default) =>
        _silent.Value
            ? null
            : Activities.StartActivity(title, kind, parent)
                ?.SetTag(TraceTags.Kind, step)
                .SetTag(TraceTags.From, from)
                .SetTag(TraceTags.To, to);

    /// <summary>Until disposed, nothing that this flow does opens a span.</summary>
    internal TraceScope Silence()
    {
        _silent.Value = true;
        return new TraceScope(this, null, Activity.Current);
    }

    internal void Speak() => _silent.Value = false;

    /// <summary>Whose request this is. Stays in this process: a property, unlike a tag, goes to no collector.</summary>
    internal static void Own(Activity? activity, ClaimsPrincipal user) => activity?.SetCustomProperty(Owner, OwnerOf(user));

    internal static string? OwnerOf(Activity activity) => activity.GetCustomProperty(Owner) as string;

    internal static string? OwnerOf(ClaimsPrincipal user) =>
        (user.FindFirst("oid")?.Value, user.FindFirst("tid")?.Value) is ({ } oid, { } tid) ? $"{oid}.{tid}" : null;

    public void Dispose() => Activities.Dispose();
}

/// <summary>A request's first span, and the way back to whatever ran around it.</summary>
internal readonly struct TraceScope(RequestTraces traces, Activity? activity, Activity? before) : IDisposable
{
    public Activity? Activity { get; } = activity;

    public void Dispose()
    {
        Activity?.Dispose();
        traces.Speak();
        System.Diagnostics.Activity.Current = before;
    }
}
