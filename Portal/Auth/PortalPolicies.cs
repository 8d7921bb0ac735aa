namespace Portal.Auth;

/// <summary>The authorization policy of <c>/api</c>, and the scope and app roles of the portal's registration.</summary>
public static class PortalPolicies
{
    /// <summary>A bearer token, never a cookie. What the token must contain is the endpoint's rule in <see cref="PortalRules"/>.</summary>
    public const string Bearer = "portal-bearer";

    /// <summary>The delegated scope of the portal's own API.</summary>
    public const string Scope = "user_impersonation";

    /// <summary>The app role of administrators of the portal.</summary>
    public const string AdminRole = "Portal.Admin";

    /// <summary>The app role of applications that report their runs.</summary>
    public const string ReportRole = "Trace.Report";
}
