namespace Portal.Contracts.Trace;

/// <summary>
/// What an application without a user did, as it tells itself: <c>POST /api/trace/runs</c>. Tokens as what decides
/// access in them; a raw one is refused with all the rest.
/// </summary>
/// <param name="Id">W3C trace id, which the APIs it called know too.</param>
/// <param name="Title">What it did, in a few words.</param>
/// <param name="Steps">In the order in which they began; parties are <see cref="TraceParties.Application"/>,
/// <see cref="TraceParties.Authority"/> and the names of downstream APIs.</param>
public sealed record RunReport(string Id, string Title, DateTimeOffset Started, IReadOnlyList<TraceStep> Steps);
