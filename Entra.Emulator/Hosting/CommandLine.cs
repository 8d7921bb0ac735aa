namespace Entra.Emulator.Hosting;

/// <summary>Switches without a value, which configuration would not see.</summary>
internal static class CommandLine
{
    public static string[] Expand(string[] args) =>
        [.. args.Select(a => a == "--reset" ? $"--Emulator:{nameof(EmulatorOptions.Reset)}=true" : a)];
}
