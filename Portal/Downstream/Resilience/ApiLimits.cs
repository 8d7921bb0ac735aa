namespace Portal.Downstream.Resilience;

/// <summary>The limits for calls to one API.</summary>
/// <param name="Timeout">For a call with its retries.</param>
/// <param name="AttemptTimeout">For one try; at most <paramref name="Timeout"/>.</param>
/// <param name="MaxConcurrentCalls">More calls at the same time are refused.</param>
/// <param name="HasPauses">Whether calls are paused while most of them fail.</param>
internal sealed record ApiLimits(TimeSpan Timeout, TimeSpan AttemptTimeout, int MaxConcurrentCalls, bool HasPauses = true)
{
    public static ApiLimits Of(DownstreamApiSettings settings)
    {
        var total = TimeSpan.FromSeconds(settings.TimeoutSeconds);
        var attempt = TimeSpan.FromSeconds(settings.AttemptTimeoutSeconds ?? settings.TimeoutSeconds);
        return new(total, attempt, settings.MaxConcurrentCalls);
    }
}
