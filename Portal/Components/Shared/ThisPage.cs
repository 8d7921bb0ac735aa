using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.SignIn;

namespace Portal.Components.Shared;

/// <summary>The page being shown, as an address to come back to.</summary>
internal static class ThisPage
{
    /// <summary>The page being shown, without the outcome of an earlier consent.</summary>
    public static string Url(NavigationManager navigation)
    {
        var current = navigation.GetUriWithQueryParameter(SessionRoutes.ConsentOutcome, (string?)null);
        return "/" + WithoutFragment(navigation.ToBaseRelativePath(current));
    }

    /// <summary>Whether the address says that consent was declined a moment ago.</summary>
    public static bool SaysDeclined(NavigationManager navigation) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query)
            .GetValueOrDefault(SessionRoutes.ConsentOutcome) == SessionRoutes.ConsentDeclined;

    private static string WithoutFragment(string path) => path.Split('#')[0];
}
