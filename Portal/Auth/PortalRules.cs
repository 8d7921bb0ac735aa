using AccessContract;
using AccessContract.AspNetCore;

namespace Portal.Auth;

/// <summary>The access rules of <c>/api</c>, and descriptions of the scope and app roles in them.</summary>
public static class PortalRules
{
    public static readonly AccessRule User = new(new AccessAlternative(TokenKind.User, [PortalPolicies.Scope], []));

    public static readonly AccessRule Administrator = new(AccessAlternative.User(PortalPolicies.Scope, PortalPolicies.AdminRole));

    public static readonly AccessRule Application = new(AccessAlternative.App(PortalPolicies.ReportRole));

    public static readonly IReadOnlyDictionary<string, string> ScopeDescriptions = new Dictionary<string, string>
    {
        [PortalPolicies.Scope] = "Call the portal's API as the signed-in user.",
    };

    public static readonly IReadOnlyDictionary<string, string> RoleDescriptions = new Dictionary<string, string>
    {
        [PortalPolicies.AdminRole] = "Check the setup, and read and change role assignments and consents, as a user.",
        [PortalPolicies.ReportRole] = "Report runs as an application, without a user.",
    };
}
