namespace Portal.Contracts.Trace;

/// <summary>
/// The caller's own latest requests through the portal, newest first, and for an administrator the runs that
/// applications reported: <c>GET /api/trace</c>.
/// </summary>
public sealed record TraceList(IReadOnlyList<TraceSummary> Traces);

/// <param name="Id">W3C trace id, as problems quote it.</param>
/// <param name="Title">Method and path of the portal's backend that was asked.</param>
/// <param name="Status">HTTP status that the page got; null when none came.</param>
/// <param name="Application">The client id of the application that reported it; null for a user's own request.</param>
public sealed record TraceSummary(
    string Id, string Title, DateTimeOffset Started, double Milliseconds, int? Status, int Steps, string? Application = null);

/// <summary>One request, hop by hop: <c>GET /api/trace/{id}</c>.</summary>
/// <param name="Steps">In the order in which they began.</param>
public sealed record RequestTrace(TraceSummary Summary, IReadOnlyList<TraceStep> Steps);

/// <summary>One hop of a request.</summary>
/// <param name="Id">W3C span id.</param>
/// <param name="ParentId">The step that this one is part of; null for the first.</param>
/// <param name="Kind">One of <see cref="TraceKinds"/>.</param>
/// <param name="From">Who asks: one of <see cref="TraceParties"/>, or the name of a downstream API.</param>
/// <param name="To">Who is asked.</param>
/// <param name="Title">What is asked, in a few words.</param>
/// <param name="Offset">Milliseconds since the request began.</param>
/// <param name="Sent">The token that went along; null where none did.</param>
/// <param name="Received">The token that came back; null where none did.</param>
/// <param name="Cached">For a token: true when it was at hand, false when the authority was asked.</param>
/// <param name="Details">Parameters and answers, secrets struck out.</param>
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
    IReadOnlyList<TraceDetail> Details);

/// <summary>What decides access in a token; never the token.</summary>
public sealed record TraceToken(
    string? Audience, string? Client, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt);

public sealed record TraceDetail(string Name, string Value);

public static class TraceKinds
{
    /// <summary>Somebody is called.</summary>
    public const string Call = "call";

    /// <summary>A call is answered.</summary>
    public const string Answer = "answer";

    /// <summary>A token is obtained, from the cache or from the authority.</summary>
    public const string Token = "token";
}

public static class TraceParties
{
    public const string Browser = "browser";
    public const string Pages = "pages";
    public const string Backend = "backend";
    public const string Authority = "authority";

    /// <summary>An application that reports its own runs.</summary>
    public const string Application = "application";
}
