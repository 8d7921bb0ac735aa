using System.Diagnostics;
using System.Security.Claims;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>
/// Starts the spans of a request's hops. Each portal has its own source, because in tests several portals share a process
/// and must not see each other's users.
/// </summary>
public sealed class RequestTraces : IDisposable
{
    /// <summary>The source name for collectors.</summary>
    public const string Name = "OnBehalfOfPortal";

    private const string Owner = "owner";
    private const string Action = "action";
    private const string ByPortal = "by portal";

    // Set while an untraced request runs, for all nested calls.
    private readonly AsyncLocal<bool> _suppressed = new();

    internal ActivitySource Activities { get; } = new(Name);

    /// <summary>The first span of a page's request: always a new trace, independent of the activity of the circuit.</summary>
    /// <param name="action">What the user did on a page; null outside a page.</param>
    /// <param name="byPortal">The portal makes the request for itself, not for the page's content.</param>
    internal TraceScope Begin(
        HttpMethod method, string path, ClaimsPrincipal user, TraceAction? action = null, bool byPortal = false)
    {
        var previous = Activity.Current;
        if (!ApiTrace.IsTraced(path))
            return Suppress();

        Activity.Current = null;
        var first = Start($"{method} {path}", ActivityKind.Internal, TraceKinds.Call, TraceParties.Browser, TraceParties.Pages);
        SetOwner(first, user);
        first?.SetCustomProperty(Action, action);
        if (byPortal)
            first?.SetCustomProperty(ByPortal, ByPortal);
        return new TraceScope(this, first, previous);
    }

    /// <summary>Whether no spans are started in this async flow.</summary>
    internal bool IsSuppressed => _suppressed.Value;

    /// <param name="title">What the trace page shows. Collectors get only the kind of step: paths can name users.</param>
    internal Activity? Start(string title, ActivityKind kind, string step, string from, string to, ActivityContext parent = default)
    {
        var activity = _suppressed.Value ? null : Activities.StartActivity(title, kind, parent);
        activity?.DisplayName = step;
        return activity?.SetTag(TraceTags.Kind, step).SetTag(TraceTags.From, from).SetTag(TraceTags.To, to);
    }

    internal static string TitleOf(Activity activity) => activity.OperationName;

    /// <summary>Starts no spans in this async flow until the result is disposed.</summary>
    internal TraceScope Suppress()
    {
        _suppressed.Value = true;
        return new TraceScope(this, null, Activity.Current);
    }

    internal void Resume() => _suppressed.Value = false;

    /// <summary>Sets the owner of the request. Unlike a tag, a custom property is not exported to collectors.</summary>
    internal static void SetOwner(Activity? activity, ClaimsPrincipal user) => activity?.SetCustomProperty(Owner, OwnerOf(user));

    internal static string? OwnerOf(Activity activity) => activity.GetCustomProperty(Owner) as string;

    internal static TraceAction? ActionOf(Activity activity) => activity.GetCustomProperty(Action) as TraceAction;

    internal static bool IsByPortal(Activity activity) => activity.GetCustomProperty(ByPortal) is not null;

    internal static string? OwnerOf(ClaimsPrincipal user) =>
        (user.FindFirst("oid")?.Value, user.FindFirst("tid")?.Value) is ({ } oid, { } tid) ? $"{oid}.{tid}" : null;

    public void Dispose() => Activities.Dispose();
}

/// <summary>The first span of a request; restores the previous activity when disposed.</summary>
internal readonly struct TraceScope(RequestTraces traces, Activity? activity, Activity? previous) : IDisposable
{
    public Activity? Activity { get; } = activity;

    public void Dispose()
    {
        Activity?.Dispose();
        traces.Resume();
        System.Diagnostics.Activity.Current = previous;
    }
}
