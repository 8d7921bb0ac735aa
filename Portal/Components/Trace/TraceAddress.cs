using System.Globalization;

namespace Portal.Components.Trace;

/// <summary>The state of the trace page, as its address.</summary>
/// <param name="Id">The trace to show; null for the newest.</param>
/// <param name="Step">The number, from 1, of the last message to show; null for all.</param>
/// <param name="Refused">Lists only requests that were refused or failed.</param>
/// <param name="ByPortal">Also lists the portal's own requests.</param>
public sealed record TraceAddress(string? Id = null, int? Step = null, bool Refused = false, bool ByPortal = false)
{
    public const string Path = "trace";
    public const string On = "true";

    private const int TraceIdLength = 32;

    /// <summary>Whether an ID is a trace ID; other IDs of requests lead to no trace.</summary>
    public static bool IsTraceId(string? id) => id?.Length == TraceIdLength && id.All(char.IsAsciiHexDigitLower);

    public override string ToString()
    {
        string?[] query =
        [
            Id is null ? null : $"id={Uri.EscapeDataString(Id)}",
            Step is null ? null : $"step={Step.Value.ToString(CultureInfo.InvariantCulture)}",
            Refused ? $"refused={On}" : null,
            ByPortal ? $"portal={On}" : null,
        ];
        return query.Any(part => part is not null) ? $"{Path}?{string.Join('&', query.OfType<string>())}" : Path;
    }
}
