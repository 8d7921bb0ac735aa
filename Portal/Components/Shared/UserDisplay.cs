using System.Security.Claims;

namespace Portal.Components.Shared;

/// <summary>The name and user name of the signed-in user, from the ID token.</summary>
internal static class UserDisplay
{
    public static string DisplayName(ClaimsPrincipal user) =>
        NotEmpty(user.FindFirst("name")?.Value) ?? UserName(user) ?? "Signed in";

    public static string? UserName(ClaimsPrincipal user) => NotEmpty(user.FindFirst("preferred_username")?.Value);

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
