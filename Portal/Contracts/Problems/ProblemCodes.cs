namespace Portal.Contracts.Problems;

/// <summary>The stable codes of <see cref="ApiProblem.Code"/>.</summary>
public static class ProblemCodes
{
    /// <summary>
    /// The authority blocks the user because of a policy, a disabled account or a missing assignment: signing in again
    /// would change nothing.
    /// </summary>
    public const string AccessBlocked = "access_blocked";

    public const string AudienceWrong = "audience_wrong";
    public const string AuditUnavailable = "audit_unavailable";
    public const string AuthorityUnavailable = "authority_unavailable";
    public const string ChangeRefused = "change_refused";
    public const string ClaimsChallengeFailed = "claims_challenge_failed";
    public const string ConsentRequired = "consent_required";
    public const string ContractInvalid = "contract_invalid";
    public const string DirectoryRoleMissing = "directory_role_missing";
    public const string DownstreamInvalid = "downstream_invalid";
    public const string DownstreamThrottled = "downstream_throttled";
    public const string DownstreamTimeout = "downstream_timeout";
    public const string DownstreamUnavailable = "downstream_unavailable";
    public const string ExportLimit = "export_limit";
    public const string ExportTooLarge = "export_too_large";
    public const string InteractionRequired = "interaction_required";
    public const string InternalError = "internal_error";
    public const string NotFound = "not_found";
    public const string PortalUnavailable = "portal_unavailable";
    public const string QueryInvalid = "query_invalid";
    public const string RateLimited = "rate_limited";
    public const string RequestInvalid = "request_invalid";
    public const string RoleMissing = "role_missing";
    public const string SavedViewsUnavailable = "saved_views_unavailable";
    public const string ScopeMissing = "scope_missing";
    public const string SettingsInvalid = "settings_invalid";
    public const string SignInRequired = "sign_in_required";
    public const string Stale = "stale";
    public const string TokenExpired = "token_expired";
    public const string TokenInvalid = "token_invalid";
    public const string TokenKindWrong = "token_kind_wrong";
    public const string TokenMissing = "token_missing";
}
