namespace Portal.Contracts.Trace;

/// <summary>
/// A run of an application without a user, as the application reports it: <c>POST /api/trace/runs</c>. Tokens are
/// reduced to the claims that decide access; a report with a raw token is refused.
/// </summary>
/// <param name="Id">W3C trace ID, which the called APIs received too.</param>
/// <param name="Title">Short description of the run.</param>
/// <param name="Steps">In the order in which they started; parties are <see cref="TraceParties.Application"/>,
/// <see cref="TraceParties.Authority"/> and the names of downstream APIs.</param>
public sealed record RunReport(string Id, string Title, DateTimeOffset Started, IReadOnlyList<TraceStep> Steps);
