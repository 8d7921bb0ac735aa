namespace Portal.Auth;

/// <summary>Names of the authorization policies, and the scope and the role behind them.</summary>
public static class PortalPolicies
{
    /// <summary>A bearer token for the portal that carries <see cref="Scope"/>. Cookies do not count.</summary>
    public const string Api = "portal-api";

    /// <summary>In addition, the app role <see cref="AdminRole"/> of the portal. Asked of the token on every call.</summary>
    public const string Admin = "portal-admin";

    public const string Scope = "user_impersonation";

    /// <summary>A bearer token of an application, with no user in it, that carries <see cref="ReportRole"/>.</summary>
    public const string Reports = "portal-reports";

    public const string ReportRole = "Trace.Report";

    /// <summary>The app role of those who may see what belongs to no user.</summary>
    public const string AdminRole = "Portal.Admin";
}
