using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Contracts.Trace;

namespace Portal.Client;

/// <summary>
/// What the user of a circuit is doing, for the traces of the requests that follow from it. It flows with the handling of
/// each event from the browser, so that requests of concurrent events are not mixed up.
/// </summary>
public sealed class PageActions : CircuitHandler
{
    private readonly NavigationManager _navigation;
    private readonly AsyncLocal<TraceAction?> _current = new();
    private readonly AsyncLocal<bool> _isRetry = new();
    private TraceAction? _first;
    private string? _page;

    public PageActions(NavigationManager navigation)
    {
        _navigation = navigation;
        navigation.LocationChanged += Moved;
    }

    /// <summary>Until the first event, the page at the circuit's first address is being opened.</summary>
    public TraceAction Current => _current.Value ?? (_first ??= Create(TraceActionKinds.Opened));

    /// <summary>Whether the user repeats what failed, so that a remembered failure must not be returned again.</summary>
    public bool IsRetry => _isRetry.Value;

    /// <summary>Names the button that was pressed, for the requests of the calling method.</summary>
    public void Press(string label) => _current.Value = Create(TraceActionKinds.Used) with { Label = label };

    /// <summary>The same for a button that repeats what failed.</summary>
    public void PressRetry(string label)
    {
        Press(label);
        _isRetry.Value = true;
    }

    /// <summary>The requests of the calling method reload the page because the user's access changed.</summary>
    public void ReloadForChangedAccess() => _current.Value = Create(TraceActionKinds.AccessChanged);

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) => async context =>
        {
            // The first message from the browser starts the page.
            _current.Value = _first is null ? Current : Create(TraceActionKinds.Used);
            await next(context);
        };

    // A page that keeps its state in its address, such as a filter, stays the same page.
    private void Moved(object? sender, LocationChangedEventArgs args)
    {
        var before = _page;
        _page = PageIn(args.Location);
        if (_page != before)
            _current.Value = Create(TraceActionKinds.Opened);
    }

    private TraceAction Create(string kind) =>
        new(ActivitySpanId.CreateRandom().ToHexString(), kind, _page ??= PageIn(_navigation.Uri));

    // Only the path: the query can contain the user's search words.
    private static string PageIn(string address) => new Uri(address).AbsolutePath;
}
