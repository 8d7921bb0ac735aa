using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.SignIn;

namespace Portal.Components.Shared;

/// <summary>The URL of the current page, for use as a return address.</summary>
internal static class ThisPage
{
    /// <summary>The current page, without the outcome of an earlier consent in its query.</summary>
    public static string Url(NavigationManager navigation)
    {
        var current = navigation.GetUriWithQueryParameter(SessionRoutes.ConsentOutcome, (string?)null);
        return Home(navigation) + WithoutFragment(navigation.ToBaseRelativePath(current));
    }

    /// <summary>The home page: a slash, after the path that all pages are below, if there is one.</summary>
    public static string Home(NavigationManager navigation) => new Uri(navigation.BaseUri).AbsolutePath;

    /// <summary>Whether the query says that consent was just declined.</summary>
    public static bool IsConsentDeclined(NavigationManager navigation) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query)
            .GetValueOrDefault(SessionRoutes.ConsentOutcome) == SessionRoutes.ConsentDeclined;

    private static string WithoutFragment(string path) => path.Split('#')[0];
}
