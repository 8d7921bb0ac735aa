namespace Portal.Tracing;

/// <summary>The tag names of spans, following OpenTelemetry where it defines one.</summary>
internal static class TraceTags
{
    public const string Kind = "portal.trace.kind";
    public const string From = "portal.trace.from";
    public const string To = "portal.trace.to";
    public const string Status = "http.response.status_code";
    public const string Grant = "oauth.grant";
    public const string Sent = "portal.token.sent.";
    public const string Received = "portal.token.received.";
    public const string Detail = "portal.detail.";
    public const string Error = "error.type";
    public const string ProblemCode = "portal.problem.code";
    public const string ProblemTitle = "portal.problem.title";
    public const string ProblemApi = "portal.problem.api";
    public const string FailedCheck = "portal.problem.failed_check";

    /// <summary>The operation, as the API's access contract names it, that was refused.</summary>
    public const string Operation = "portal.problem.operation";
}
