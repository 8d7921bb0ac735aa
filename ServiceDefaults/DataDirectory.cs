using Microsoft.Extensions.Configuration;

namespace ServiceDefaults;

/// <summary>Where the apps keep what outlives a restart: one folder per user profile, one subfolder per app.</summary>
public static class DataDirectory
{
    /// <summary>Settings key of the root folder. Default: <c>on-behalf-of-portal</c> in the user's local data.</summary>
    public const string Key = "DataDirectory";

    /// <summary>The full path of <paramref name="subfolder"/>, created if absent, open to this user alone (0700).</summary>
    public static string Ensure(IConfiguration configuration, string subfolder)
    {
        var root = configuration[Key] is { Length: > 0 } configured ? configured : Default();
        var path = Path.GetFullPath(Path.Combine(root, subfolder));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        return path;
    }

    // A service account may have no profile; DoNotVerify then still names the place where it would be.
    private static string Default() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "on-behalf-of-portal");
}
