using System.Globalization;

namespace Portal.Auth.Storage;

/// <summary>Databases that could not be read and were replaced. The newest two are kept, so that the cause can be found.</summary>
internal static class DamagedFiles
{
    private const int MaxCount = 2;

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<string> Of(string path) => Path.GetDirectoryName(path) is { } folder
        ? [.. Directory.GetFiles(folder, $"{Path.GetFileName(path)}.damaged-*").OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>Renames the database and returns its new path. It stays private to the portal's account.</summary>
    public static string SetAside(string path, DateTimeOffset now)
    {
        var target = $"{path}.damaged-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}";
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        File.Move(path, target, overwrite: true);

        // The journals belong to the damaged file; SQLite would apply them to the new one.
        File.Delete($"{path}-wal");
        File.Delete($"{path}-shm");
        foreach (var old in Of(path).Skip(MaxCount))
            File.Delete(old);

        return target;
    }
}
