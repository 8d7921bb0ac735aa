namespace Portal.Auth;

/// <summary>Names of the authorization policies, and the scope and the role behind them.</summary>
public static class PortalPolicies
{
    /// <summary>A bearer token for the portal with <see cref="Scope"/>. Cookies are not accepted.</summary>
    public const string Api = "portal-api";

    /// <summary>In addition, the app role <see cref="AdminRole"/> of the portal, checked in the token on every call.</summary>
    public const string Admin = "portal-admin";

    public const string Scope = "user_impersonation";

    /// <summary>An app-only bearer token with <see cref="ReportRole"/>.</summary>
    public const string Reports = "portal-reports";

    public const string ReportRole = "Trace.Report";

    /// <summary>The app role of administrators of the portal.</summary>
    public const string AdminRole = "Portal.Admin";
}
