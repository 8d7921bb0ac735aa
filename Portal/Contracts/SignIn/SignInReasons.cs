namespace Portal.Contracts.SignIn;

/// <summary>The reason codes in the query of <see cref="SessionRoutes.SignInFailed"/>.</summary>
public static class SignInReasons
{
    public const string ConsentDeclined = "consent_declined";
    public const string AuthorityUnavailable = "authority_unavailable";

    /// <summary>The authority responded, but not with a token or an error.</summary>
    public const string AuthorityInvalid = "authority_invalid";

    public const string AccessDenied = "access_denied";
    public const string SessionInvalid = "session_invalid";
    public const string IssuerMismatch = "issuer_mismatch";
    public const string Other = "other";
}
