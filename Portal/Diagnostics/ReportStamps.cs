using System.Diagnostics;
using Portal.Contracts.Access;

namespace Portal.Diagnostics;

/// <summary>Where and when an answer was made: its trace, and the versions at work.</summary>
internal sealed class ReportStamps(TimeProvider time)
{
    public ReportStamp Of(HttpContext context) =>
        new(Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier, time.GetUtcNow(), Versions.All);
}
