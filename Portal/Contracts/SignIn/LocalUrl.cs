namespace Portal.Contracts.SignIn;

/// <summary>Keeps redirects and return URLs on this site.</summary>
public static class LocalUrl
{
    private const string Home = "/";

    /// <summary><paramref name="url"/> if it is a path on this site, otherwise the home page.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : Home;

    // Browsers read "//host" and any backslash as another host, and remove tabs and line breaks before parsing.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/', ..] && !url.Any(c => char.IsControl(c) || c == '\\');
}
