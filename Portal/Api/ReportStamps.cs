using System.Diagnostics;
using System.Reflection;
using Portal.Contracts;

namespace Portal.Api;

/// <summary>Where and when an answer was made: its trace, and the versions at work.</summary>
internal sealed class ReportStamps(TimeProvider time)
{
    private static readonly IReadOnlyList<AppVersion> Versions =
    [
        new("Portal", VersionOf(typeof(Program).Assembly)),
        new("Microsoft.Identity.Web", VersionOf(typeof(Microsoft.Identity.Web.ITokenAcquisition).Assembly)),
        new(".NET", Environment.Version.ToString()),
    ];

    public ReportStamp Of(HttpContext context) =>
        new(Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier, time.GetUtcNow(), Versions);

    // Without the commit that builds append: it names more than a reader can use.
    private static string VersionOf(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
