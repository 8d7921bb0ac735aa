using System.Security.Claims;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>Who the token says is acting, for the audit log.</summary>
internal static class AdminActor
{
    public static AuditActor Of(ClaimsPrincipal user) => new(
        user.FindFirstValue("oid") ?? "",
        user.FindFirstValue("preferred_username") ?? user.FindFirstValue("name") ?? "");
}
