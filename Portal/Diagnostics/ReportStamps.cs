using System.Diagnostics;
using Portal.Contracts.Access;

namespace Portal.Diagnostics;

/// <summary>Creates the stamp of a report: trace ID, time and versions.</summary>
internal sealed class ReportStamps(TimeProvider time)
{
    public ReportStamp Of(HttpContext context) =>
        new(Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier, time.GetUtcNow(), Versions.All);
}
