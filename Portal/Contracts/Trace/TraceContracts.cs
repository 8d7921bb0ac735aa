namespace Portal.Contracts.Trace;

/// <summary>
/// The caller's own latest requests through the portal, newest first, and for an administrator the runs that
/// applications reported: <c>GET /api/trace</c>.
/// </summary>
public sealed record TraceList(IReadOnlyList<TraceSummary> Traces);

/// <param name="Id">W3C trace ID, as in problem responses.</param>
/// <param name="Title">Method and path of the request to the portal's backend.</param>
/// <param name="Status">HTTP status that the page received; null if there was no response.</param>
/// <param name="Application">The client id of the application that reported it; null for a user's own request.</param>
/// <param name="Problem">Why the request was refused or failed; null if it succeeded or the reason is unknown.</param>
/// <param name="Action">What the user did on a page; null if the request did not come from a page.</param>
/// <param name="ByPortal">The portal made the request for its own navigation and menus, not for the page's content.</param>
public sealed record TraceSummary(
    string Id,
    string Title,
    DateTimeOffset Started,
    double Milliseconds,
    int? Status,
    int Steps,
    string? Application = null,
    TraceProblem? Problem = null,
    TraceAction? Action = null,
    bool ByPortal = false);

/// <summary>What a user did on a page. All requests that follow from it have the same action.</summary>
/// <param name="Kind">One of <see cref="TraceActionKinds"/>.</param>
/// <param name="Page">The path of the page, without the query.</param>
/// <param name="Label">The label of the pressed button, if the page names it.</param>
public sealed record TraceAction(string Id, string Kind, string Page, string? Label = null);

/// <summary>One request, hop by hop: <c>GET /api/trace/{id}</c>.</summary>
/// <param name="Steps">In the order in which they started.</param>
public sealed record RequestTrace(TraceSummary Summary, IReadOnlyList<TraceStep> Steps);

/// <summary>One hop of a request.</summary>
/// <param name="Id">W3C span id.</param>
/// <param name="ParentId">The enclosing step; null for the first.</param>
/// <param name="Kind">One of <see cref="TraceKinds"/>.</param>
/// <param name="From">The caller: one of <see cref="TraceParties"/>, or the name of a downstream API.</param>
/// <param name="To">The called party.</param>
/// <param name="Title">Short description of the request.</param>
/// <param name="Offset">Milliseconds since the start of the request.</param>
/// <param name="Sent">The token that was sent; null if none was.</param>
/// <param name="Received">The token that was received; null if none was.</param>
/// <param name="Cached">For a token: true if it came from the cache, false if the authority was called.</param>
/// <param name="Details">Parameters and error details, with secrets masked.</param>
/// <param name="Problem">Why this step was refused or failed; null if it succeeded or the reason is unknown.</param>
public sealed record TraceStep(
    string Id,
    string? ParentId,
    string Kind,
    string From,
    string To,
    string Title,
    double Offset,
    double Milliseconds,
    int? Status,
    TraceToken? Sent,
    TraceToken? Received,
    bool? Cached,
    IReadOnlyList<TraceDetail> Details,
    TraceProblem? Problem = null);

/// <summary>The claims of a token that decide access; never the token itself.</summary>
public sealed record TraceToken(
    string? Audience, string? Client, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt);

public sealed record TraceDetail(string Name, string Value);

/// <summary>Why a step was refused or failed.</summary>
/// <param name="Code">The stable code of the problem.</param>
/// <param name="Api">The downstream API that refused or failed; null if it was the portal itself.</param>
/// <param name="FailedCheck">The check that the token failed; null if the response did not name one.</param>
/// <param name="Operation">The refused operation of the API, as on the access page; null if it is unknown.</param>
public sealed record TraceProblem(
    string Code, string Title, string? Api = null, string? FailedCheck = null, string? Operation = null);

public static class TraceActionKinds
{
    public const string Opened = "opened";

    /// <summary>A button, a field or another part of the page was used.</summary>
    public const string Used = "used";

    /// <summary>The page was reloaded because the user's access has changed.</summary>
    public const string AccessChanged = "access_changed";
}

public static class TraceKinds
{
    /// <summary>A call, as the client sees it.</summary>
    public const string Call = "call";

    /// <summary>The same call, as the server sees it.</summary>
    public const string ServerCall = "answer";

    /// <summary>A token is obtained, from the cache or from the authority.</summary>
    public const string Token = "token";
}

public static class TraceParties
{
    public const string Browser = "browser";
    public const string Pages = "pages";
    public const string Backend = "backend";
    public const string Authority = "authority";

    /// <summary>An application without a user that reports its own runs.</summary>
    public const string Application = "application";
}
