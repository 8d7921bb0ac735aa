using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Portal.Components.Shared;

namespace Portal.Components.Find;

/// <summary>Distinguishes users in the tab's list of recent choices, without naming them.</summary>
internal static class FindOwner
{
    private const int Length = 16;

    public static string Of(ClaimsPrincipal user) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"find {UserDisplay.TenantId(user)} {UserDisplay.ObjectId(user)}")))[..Length];
}
