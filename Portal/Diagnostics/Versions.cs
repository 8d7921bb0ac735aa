using System.Reflection;
using Portal.Contracts.Access;
using Portal.Instances;

namespace Portal.Diagnostics;

/// <summary>The versions of the portal and its platform, for reports.</summary>
internal static class Versions
{
    public static IReadOnlyList<AppVersion> All { get; } =
    [
        new("Portal", ThisInstance.Version),
        new("Microsoft.Identity.Web", Of(typeof(Microsoft.Identity.Web.ITokenAcquisition).Assembly)),
        new(".NET", Environment.Version.ToString()),
    ];

    // Without the commit that builds append.
    private static string Of(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
