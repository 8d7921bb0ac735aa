using System.Globalization;

namespace Portal.Contracts.Problems;

/// <summary>
/// A token request got neither a token nor a refusal: it did not respond, failed, limits requests,
/// or returned something else. Its message says what was received, without the body.
/// </summary>
public sealed class AuthorityException : HttpRequestException
{
    private readonly string _title;
    private readonly int _status;

    private AuthorityException(string title, string message, int status, Exception? inner = null)
        : base(message, inner)
    {
        _title = title;
        _status = status;
    }

    /// <summary>When the portal will send this token request again; null if it may do so at once.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    // What callers are advised; the portal itself does not wait.
    private TimeSpan? SuggestedWait { get; init; }

    /// <summary>Whether there was no response in time.</summary>
    public bool IsSilence { get; private init; }

    /// <summary>Whether there was a response, of a kind that the protocol does not have.</summary>
    public bool IsUnexpected => _status == StatusCodes.Status502BadGateway;

    private int AuthorityStatus { get; init; }

    public static AuthorityException Silent(TimeSpan waited, Exception? inner = null) => new(
        "The sign-in service did not respond",
        string.Create(CultureInfo.InvariantCulture, $"The sign-in service did not respond within {waited.TotalSeconds:0.#} seconds."),
        StatusCodes.Status503ServiceUnavailable,
        inner)
    {
        IsSilence = true,
    };

    public static AuthorityException Unreachable(Exception inner) => new(
        "The sign-in service is not available",
        inner is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
            ? "The host name of the sign-in service cannot be resolved."
            : "There was no connection to the sign-in service, or it was closed before the response was complete.",
        StatusCodes.Status503ServiceUnavailable,
        inner);

    public static AuthorityException Failed(int status) => new(
        "The sign-in service reported a failure",
        $"The sign-in service returned status {status}, also when the request was repeated.",
        StatusCodes.Status503ServiceUnavailable);

    /// <param name="status">The status of the response.</param>
    /// <param name="wait">How long the portal will not repeat the request.</param>
    public static AuthorityException Throttled(int status, TimeSpan wait) => new(
        "The sign-in service is limiting your requests",
        $"The sign-in service returned status {status} and asked the portal to wait. "
            + $"The portal can request this token again in {Seconds(wait)} seconds.",
        StatusCodes.Status503ServiceUnavailable)
    {
        RetryAfter = wait,
        AuthorityStatus = status,
    };

    /// <summary>The request was not sent, because an earlier one of the user has not finished.</summary>
    public static AuthorityException Busy(TimeSpan waited, Exception? inner = null) => new(
        "The sign-in service is slow",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Another request of yours to the sign-in service has not finished within {waited.TotalSeconds:0.#} seconds."),
        StatusCodes.Status503ServiceUnavailable,
        inner)
    {
        SuggestedWait = TimeSpan.FromSeconds(1),
    };

    /// <param name="received">For example <c>text/html (status 200)</c>; never the body.</param>
    /// <param name="inner">Why it could not be read.</param>
    public static AuthorityException Unexpected(string received, Exception? inner = null) => new(
        "Unexpected response from the sign-in service",
        $"The portal requested a token, and the response was {received}. "
            + "A proxy between the portal and the sign-in service can cause this.",
        StatusCodes.Status502BadGateway,
        inner);

    /// <summary>The same for a caller that comes later, while the portal waits.</summary>
    public AuthorityException Later(TimeSpan elapsed) => RetryAfter is { } wait
        ? Throttled(AuthorityStatus, TimeSpan.FromSeconds(Math.Max(1, (wait - elapsed).TotalSeconds)))
        : this;

    /// <param name="purpose">What the token is for, such as <c>AppB</c>.</param>
    /// <param name="api">The downstream API; null if the token is for the portal itself.</param>
    public ApiProblem ToProblem(string purpose, string? api) => new(
        ProblemCodes.AuthorityUnavailable,
        _status,
        _title,
        $"The portal needs a new token for {purpose}. {Message}{(RetryAfter is null ? " Try again in a moment." : "")}",
        Api: api,
        RetryAfterSeconds: (RetryAfter ?? SuggestedWait) is { } wait ? Seconds(wait) : null);

    private static int Seconds(TimeSpan wait) => (int)Math.Ceiling(wait.TotalSeconds);
}
