using System.Security.Claims;

namespace Portal.Auth.TokenCache;

/// <summary>The IDs under which tokens of a user are stored.</summary>
internal static class Account
{
    /// <summary>The user in this tenant, <c>oid.tid</c>: in sessions and bearer tokens.</summary>
    public static string? IdOf(ClaimsPrincipal? user) => Id(user, "oid", "tid");

    /// <summary>The same, of a user who is not the caller.</summary>
    public static string IdOf(string? objectId, string? tenant) => $"{objectId}.{tenant}";

    /// <summary>
    /// The account in its home tenant, <c>uid.utid</c>, which differs for guests: in sessions only. MSAL stores the
    /// sign-in tokens under it.
    /// </summary>
    public static string? HomeIdOf(ClaimsPrincipal? user) => Id(user, "uid", "utid");

    private static string? Id(ClaimsPrincipal? user, string name, string tenant) =>
        user?.FindFirst(name) is { } found && user.FindFirst(tenant) is { } place ? $"{found.Value}.{place.Value}" : null;
}
