using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>Where the apps keep what outlives a restart: one folder per user profile, one subfolder per app.</summary>
public static class DataDirectory
{
    /// <summary>Settings key of the root folder. Default: <c>on-behalf-of-portal</c> in the user's local data.</summary>
    public const string Key = "DataDirectory";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The full path of <paramref name="subfolder"/>, created if absent, open to this user alone (0700).</summary>
    /// <exception cref="InvalidOperationException">The folder cannot be made or made private.</exception>
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
                $"{root} cannot hold the data of {subfolder}: {exception.Message} Set {Key} to a folder of your own.",
                exception);
        }
    }

    // .NET gives the mode to the last folder alone, and only where it is new: so level by level, and again if it exists.
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

    // A service account may have no profile; DoNotVerify then still names the place where it would be.
    private static string Default()
    {
        var profile = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return profile.Length > 0
            ? Path.Combine(profile, "on-behalf-of-portal")
            : throw new InvalidOperationException($"This account has no profile folder. Set {Key} to a folder of its own.");
    }
}
