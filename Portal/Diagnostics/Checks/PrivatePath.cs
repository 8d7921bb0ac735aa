namespace Portal.Diagnostics.Checks;

/// <summary>Whether other accounts may open a file or folder of secrets. On Windows, the user profile protects it.</summary>
internal static class PrivatePath
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Null if no other account may.</summary>
    public static DiagnosticResult? Evaluate(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == UnixFileMode.None
        ? null
        : DiagnosticResult.Warning("Other accounts on this machine may open it.")
            .WithFix($"chmod {(Directory.Exists(path) ? "700" : "600")} {path}");

    public static string? Text(string path) =>
        OperatingSystem.IsWindows() ? null : Convert.ToString((int)File.GetUnixFileMode(path), toBase: 8).PadLeft(4, '0');
}
