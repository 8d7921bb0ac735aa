namespace Portal.Contracts.SignIn;

/// <summary>Keeps redirects and ways back on this site.</summary>
public static class LocalUrl
{
    private const string Home = "/";

    /// <summary><paramref name="url"/> when it is a path on this site, else the home page.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : Home;

    // Browsers read "//host" and any backslash as another host, and drop tabs and line breaks before they look.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/', ..] && !url.Any(c => char.IsControl(c) || c == '\\');
}
