using System.Net.Http.Headers;

namespace Portal.Problems;

/// <summary>How long an API or the authority asks its callers to wait (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>A longer wait is reported as this one: nobody keeps a page open for longer.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    /// <summary>Null if the response has no such header, or one that is malformed or in the past.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,

            // The sender's own clock decides, not the portal's.
            { Date: { } date } => date - (headers.Date ?? TimeProvider.System.GetUtcNow()),
            _ => TimeSpan.Zero,
        };
        return wait <= TimeSpan.Zero ? null : wait < MaxWait ? wait : MaxWait;
    }

    /// <summary>In whole seconds, as in a problem and its header.</summary>
    public static int? Seconds(HttpResponseHeaders headers) => Read(headers) is { } wait ? Seconds(wait) : null;

    public static int Seconds(TimeSpan wait) => (int)Math.Ceiling(wait.TotalSeconds);
}
