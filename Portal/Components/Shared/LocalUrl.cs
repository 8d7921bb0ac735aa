using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts;

namespace Portal.Components.Shared;

/// <summary>Addresses on this site, to come back to.</summary>
internal static class LocalUrl
{
    private const string Home = "/";

    /// <summary><paramref name="url"/> when it is a path on this site, else the home page.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : Home;

    /// <summary>The page being shown, without the outcome of an earlier consent.</summary>
    public static string Current(NavigationManager navigation)
    {
        var current = navigation.GetUriWithQueryParameter(SessionRoutes.ConsentOutcome, (string?)null);
        return "/" + WithoutFragment(navigation.ToBaseRelativePath(current));
    }

    /// <summary>Whether the address says that consent was declined a moment ago.</summary>
    public static bool SaysDeclined(NavigationManager navigation) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query)
            .GetValueOrDefault(SessionRoutes.ConsentOutcome) == SessionRoutes.ConsentDeclined;

    // Browsers read "//host" and "/\host" as another host, and drop tabs and line breaks before they look.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);

    private static string WithoutFragment(string path) => path.Split('#')[0];
}
