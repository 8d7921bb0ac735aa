using System.Reflection;
using Portal.Contracts.Access;

namespace Portal.Diagnostics;

/// <summary>What is at work: the first thing that whoever helps wants to know.</summary>
internal static class Versions
{
    public static IReadOnlyList<AppVersion> All { get; } =
    [
        new("Portal", Of(typeof(Program).Assembly)),
        new("Microsoft.Identity.Web", Of(typeof(Microsoft.Identity.Web.ITokenAcquisition).Assembly)),
        new(".NET", Environment.Version.ToString()),
    ];

    // Without the commit that builds append: it names more than a reader can use.
    private static string Of(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
