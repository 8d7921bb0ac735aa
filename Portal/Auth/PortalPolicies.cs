namespace Portal.Auth;

/// <summary>Names of the authorization policies, and the scope behind the first.</summary>
public static class PortalPolicies
{
    /// <summary>A bearer token for the portal that carries <see cref="Scope"/>. Cookies do not count.</summary>
    public const string Api = "portal-api";

    public const string Scope = "user_impersonation";
}
