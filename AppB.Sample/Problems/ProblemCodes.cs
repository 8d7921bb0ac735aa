namespace AppB.Sample.Problems;

/// <summary>
/// Stable codes that callers may act on, besides those of <see cref="AccessContract.RefusalCodes"/>.
/// </summary>
public static class ProblemCodes
{
    public const string QueryInvalid = "query_invalid";
    public const string QueryTooCostly = "query_too_costly";
    public const string BodyInvalid = "body_invalid";
    public const string BodyTooLarge = "body_too_large";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string MediaTypeUnsupported = "media_type_unsupported";
    public const string EtagMissing = "etag_missing";
    public const string EtagStale = "etag_stale";
    public const string TransitionImpossible = "transition_impossible";
    public const string RequestInvalid = "request_invalid";
    public const string InternalError = "internal_error";
}
