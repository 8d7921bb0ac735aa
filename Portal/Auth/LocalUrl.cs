namespace Portal.Auth;

/// <summary>Keeps redirects on this origin.</summary>
internal static class LocalUrl
{
    /// <summary><paramref name="url"/> if it is a path of this origin, else <c>/</c>.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    // One slash, then anything but a second (back)slash; nothing that a browser strips or a header could be split with.
    private static bool IsLocal(string? url) =>
        url is ['/', ..]
        && (url.Length == 1 || url[1] is not ('/' or '\\'))
        && !url.Any(c => char.IsControl(c) || c == '\\');
}
