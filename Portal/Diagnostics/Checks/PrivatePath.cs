namespace Portal.Diagnostics.Checks;

/// <summary>Who besides the portal's own account may open a file or a folder of secrets. On Windows the profile decides.</summary>
internal static class PrivatePath
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Null when nobody else may.</summary>
    public static DiagnosticResult? Judge(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == UnixFileMode.None
        ? null
        : DiagnosticResult.Warning("Other accounts of this machine may open it.")
            .FixOwners($"chmod {(Directory.Exists(path) ? "700" : "600")} {path}");

    public static string? Text(string path) =>
        OperatingSystem.IsWindows() ? null : Convert.ToString((int)File.GetUnixFileMode(path), toBase: 8).PadLeft(4, '0');
}
