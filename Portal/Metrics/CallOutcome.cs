namespace Portal.Metrics;

/// <summary>Values of the metric attribute portal.outcome: how a call to another service ended.</summary>
internal static class CallOutcome
{
    public const string Success = "success";

    /// <summary>The service refused it (4xx).</summary>
    public const string Refused = "refused";

    /// <summary>The service returned 429; the identity provider can also limit requests in other ways.</summary>
    public const string Throttled = "throttled";

    /// <summary>The service failed (5xx), or returned something that the protocol does not have.</summary>
    public const string Failed = "failed";

    /// <summary>No connection, or one that broke.</summary>
    public const string Unavailable = "unavailable";

    public const string Timeout = "timeout";

    /// <summary>The caller gave up.</summary>
    public const string Canceled = "canceled";

    /// <summary>The portal did not send it, to protect itself and the service.</summary>
    public const string NotSent = "not_sent";

    public static string Of(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        StatusCodes.Status429TooManyRequests => Throttled,
        >= StatusCodes.Status500InternalServerError => Failed,
        >= StatusCodes.Status400BadRequest => Refused,
        _ => Success,
    };

    /// <summary>For a call that ended without a response, but not because of its time limit.</summary>
    public static string Of(Exception exception) => exception is OperationCanceledException ? Canceled : Unavailable;
}
