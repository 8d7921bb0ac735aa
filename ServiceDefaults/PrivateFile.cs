namespace ServiceDefaults;

/// <summary>Writes files that only this user may read (0600 from the first byte; on Windows the profile's own rules).</summary>
public static class PrivateFile
{
    /// <summary>Writes the whole file or nothing: readers never see half of it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var stream = new FileStream(draft, options))
            stream.Write(content);

        File.Move(draft, path, overwrite: true);
    }
}
