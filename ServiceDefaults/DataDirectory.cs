using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>
/// Where the apps store data that survives a restart: one folder per user profile, one subfolder per app.
/// </summary>
public static class DataDirectory
{
    /// <summary>
    /// Settings key of the root folder. Default: <c>on-behalf-of-portal</c> in the user's local application data.
    /// </summary>
    public const string Key = "DataDirectory";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// The full path of <paramref name="subfolder"/>, created if absent, accessible to this user only (0700).
    /// </summary>
    /// <exception cref="InvalidOperationException">The folder cannot be created or made private.</exception>
    public static string Ensure(IConfiguration configuration, string subfolder)
    {
        var root = Path.GetFullPath(configuration[Key] is { Length: > 0 } configured ? configured : Default());
        try
        {
            if (!Directory.Exists(root))
                CreatePrivate(root);

            var path = root;
            foreach (var part in subfolder.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar))
                CreatePrivate(path = Path.Combine(path, part));

            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"Cannot create {subfolder} in {root}: {exception.Message} Set {Key} to a folder that you own.",
                exception);
        }
    }

    // .NET applies the mode to the last folder only, and only if it creates it; so create each level, and fix existing
    // ones.
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, Private);
        if ((File.GetUnixFileMode(path) & ~Private) != UnixFileMode.None)
            File.SetUnixFileMode(path, Private);
    }

    // A service account may have no profile; DoNotVerify still returns the path it would have.
    private static string Default()
    {
        var profile = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return profile.Length > 0
            ? Path.Combine(profile, "on-behalf-of-portal")
            : throw new InvalidOperationException($"This account has no profile folder. Set {Key} to a folder that it owns.");
    }
}
