using System.Security.Claims;
using Portal.Contracts.Audit;

namespace Portal.Audit;

/// <summary>The administrator in the token, as the audit log names them.</summary>
internal static class AuditActorReader
{
    public static AuditActor Read(ClaimsPrincipal user) => new(
        user.FindFirstValue("oid") ?? "",
        user.FindFirstValue("preferred_username") ?? user.FindFirstValue("name") ?? "");
}
