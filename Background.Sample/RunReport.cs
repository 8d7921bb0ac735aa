namespace Background.Sample;

/// <summary>A run in the format of the portal's <c>POST /api/trace/runs</c>.</summary>
internal sealed record RunReport(string Id, string Title, DateTimeOffset Started, IReadOnlyList<RunStep> Steps);

/// <param name="Offset">Milliseconds since the run began.</param>
internal sealed record RunStep(
    string Id,
    string? ParentId,
    string Kind,
    string From,
    string To,
    string Title,
    double Offset,
    double Milliseconds,
    int? Status,
    StepToken? Sent,
    StepToken? Received,
    bool? Cached,
    IReadOnlyList<StepDetail> Details);

/// <summary>The claims of a token that decide about access; never the token.</summary>
internal sealed record StepToken(
    string? Audience, string? Client, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt);

internal sealed record StepDetail(string Name, string Value);
