using System.Security.Claims;

namespace Portal.Components.Shared;

/// <summary>The name and the ids of the signed-in user, from the ID token.</summary>
internal static class UserDisplay
{
    public static string DisplayName(ClaimsPrincipal user) =>
        NotEmpty(user.FindFirst("name")?.Value) ?? UserName(user) ?? "Signed in";

    public static string? UserName(ClaimsPrincipal user) => NotEmpty(user.FindFirst("preferred_username")?.Value);

    /// <summary>Null if the session does not contain one.</summary>
    public static string? ObjectId(ClaimsPrincipal user) => Claim(user, "oid", "objectidentifier");

    /// <summary>Null if the session does not contain one.</summary>
    public static string? TenantId(ClaimsPrincipal user) => Claim(user, "tid", "tenantid");

    private static string? Claim(ClaimsPrincipal user, string name, string mapped) =>
        (user.FindFirst(name) ?? user.FindFirst($"http://schemas.microsoft.com/identity/claims/{mapped}"))?.Value;

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
