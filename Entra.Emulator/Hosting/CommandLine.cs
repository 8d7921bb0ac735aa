namespace Entra.Emulator.Hosting;

/// <summary>Expands switches without a value, which the configuration provider would ignore.</summary>
internal static class CommandLine
{
    public static string[] Expand(string[] args) =>
        [.. args.Select(a => a == "--reset" ? $"--Emulator:{nameof(EmulatorOptions.Reset)}=true" : a)];
}
