using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AccessContract;
using Microsoft.Identity.Client;
using Portal.Contracts.Problems;
using Portal.Downstream.Resilience;
using Portal.Problems;
using Portal.Tracing;

namespace Portal.Downstream;

/// <summary>
/// Translates an error response of a downstream API: its status, its reason (<see cref="ErrorReason"/>), and the refusal of
/// an access contract.
/// </summary>
internal static partial class ErrorResponseReader
{
    public const string StaleTitle = "Someone else changed it first";

    private const int MaxBodyBytes = 64 * 1024;

    // A body with missing or null required members is ignored: pages rely on them.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new TokenKindReader() },
    };

    private static readonly HashSet<string> AccessCodes =
    [
        ProblemCodes.RoleMissing, ProblemCodes.ScopeMissing, ProblemCodes.AudienceWrong,
        ProblemCodes.TokenKindWrong, ProblemCodes.TokenExpired, ProblemCodes.TokenInvalid,
    ];

    public static async Task<ApiProblem> ReadAsync(HttpResponseMessage response, string api, CancellationToken cancellationToken)
    {
        var problem = await TranslateAsync(response, api, cancellationToken);
        TracingHandler.AddProblem(response, problem);
        return problem;
    }

    private static async Task<ApiProblem> TranslateAsync(
        HttpResponseMessage response, string api, CancellationToken cancellationToken)
    {
        var (bytes, text) = await ReadBodyAsync(response, cancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType;
        var body = type == "application/problem+json" ? ReadProblem(response, bytes) : null;
        var reason = ErrorReason.Read(text, type) ?? ErrorReason.Shorten(Challenge(response, "error_description"));
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            // RFC 6750, section 3.1: the token has too few scopes.
            HttpStatusCode.Forbidden when Challenge(response, "error") == "insufficient_scope" => Refused(
                body, api, ProblemCodes.ScopeMissing, reason ?? MissingScope(response, api)),
            HttpStatusCode.Forbidden => Refused(body, api, ProblemCodes.RoleMissing, reason ?? NoReason(api, status, text, type)),

            // IDownstreamApi has already answered the challenge with a new token, and that token was refused too.
            HttpStatusCode.Unauthorized when Challenges(response) => new ApiProblem(
                ProblemCodes.ClaimsChallengeFailed,
                StatusCodes.Status403Forbidden,
                $"{api} still requires a stronger sign-in",
                $"{api} requested a stronger sign-in. The sign-in service accepted your sign-in and issued a new token, but {api} "
                    + $"refused that token too. Signing in again does not help; contact the operator of {api}.",
                Api: api),

            // The caller's own token is valid, so a 401 would make the caller sign in again without effect.
            HttpStatusCode.Unauthorized => Refused(body, api, ProblemCodes.TokenInvalid, reason ?? NoReason(api, status, text, type)),
            HttpStatusCode.NotFound => new ApiProblem(
                ProblemCodes.NotFound, status, $"Not found in {api}", reason, Api: api),
            HttpStatusCode.PreconditionFailed => new ApiProblem(
                ProblemCodes.Stale, status, StaleTitle, reason, Api: api),
            HttpStatusCode.Conflict => new ApiProblem(
                ProblemCodes.ChangeRefused, status, $"{api} refused this change", reason, Api: api),
            HttpStatusCode.TooManyRequests => new ApiProblem(
                ProblemCodes.DownstreamThrottled,
                StatusCodes.Status503ServiceUnavailable,
                $"Too many requests to {api}",
                $"{api} limits the number of requests. {TryAgain(response)}",
                Api: api,
                RetryAfterSeconds: RetryAfter.Seconds(response.Headers)),
            HttpStatusCode.ServiceUnavailable when RetryAfter.Seconds(response.Headers) is { } seconds => new ApiProblem(
                ProblemCodes.DownstreamUnavailable,
                StatusCodes.Status503ServiceUnavailable,
                $"{api} is not available at the moment",
                $"{api} returned status {status}{(IsJson(type) && reason is not null ? $": {reason}" : ".")} {TryAgain(response)}",
                Api: api,
                RetryAfterSeconds: seconds),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => new ApiProblem(
                ProblemCodes.QueryInvalid,
                StatusCodes.Status400BadRequest,
                $"{api} did not accept the request",
                reason ?? NoReason(api, status, text, type),
                Api: api),
            >= HttpStatusCode.InternalServerError => new ApiProblem(
                ProblemCodes.DownstreamUnavailable,
                StatusCodes.Status502BadGateway,
                $"{api} failed",
                $"{api} returned status {status}{(IsJson(type) && reason is not null ? $": {reason}" : ".")}"
                    + $" Try again. If it fails again, send the trace ID to the operator of {api}.",
                Api: api),
            _ => Unexpected(api, $"status {status}"),
        };
    }

    /// <summary>When to repeat a request that was refused or failed, as far as the response says.</summary>
    public static string TryAgain(HttpResponseMessage response) => RetryAfter.Read(response.Headers) is { } wait
        ? $"Try again in {DurationText.Of(wait)}."
        : "Try again in a moment.";

    private static bool Challenges(HttpResponseMessage response) =>
        !string.IsNullOrEmpty(WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(response.Headers));

    /// <summary>A response in a format that the portal cannot forward.</summary>
    public static ApiProblem Unexpected(string api, string what) => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        $"Unexpected response from {api}",
        $"The portal expected JSON but got {what}. Send the trace ID to the operator of {api}.",
        Api: api);

    private static ApiProblem Refused(ApiProblem? body, string api, string otherwise, string reason) => new(
        body is not null && AccessCodes.Contains(body.Code) ? body.Code : otherwise,
        StatusCodes.Status403Forbidden,
        $"{api} refused the call",
        reason,
        Api: api,
        Access: body?.Access);

    private static string NoReason(string api, int status, string text, string? type) => string.IsNullOrWhiteSpace(text)
        ? $"{api} returned status {status} without a body. Its log can say why."
        : $"{api} returned status {status} in a form that the portal does not read ({type ?? "no content type"}).";

    private static string MissingScope(HttpResponseMessage response, string api) =>
        ErrorReason.Shorten(Challenge(response, "scope")) is { } scope
            ? $"{api} says that the token lacks a scope. It requires {scope}."
            : $"{api} says that the token lacks a scope (insufficient_scope). It does not say which.";

    private static string? Challenge(HttpResponseMessage response, string parameter) => response.Headers.WwwAuthenticate
        .Select(challenge => Parameters().Matches(challenge.Parameter ?? "").FirstOrDefault(m => m.Groups["name"].Value == parameter))
        .FirstOrDefault(match => match is not null)?.Groups["value"].Value;

    private static bool IsJson(string? type) => type?.Contains("json", StringComparison.OrdinalIgnoreCase) is true;

    // A longer body is cut off. Without its end it is not JSON, so it is reported as not readable.
    private static async Task<(byte[] Bytes, string Text)> ReadBodyAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[MaxBodyBytes];
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return (buffer[..length], Encoding.UTF8.GetString(buffer, 0, length).TrimStart('\uFEFF'));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return ([], ""); // The status is known, and says enough.
        }
    }

    // The members of RFC 9457 and AppB's extensions.
    private static ApiProblem? ReadProblem(HttpResponseMessage response, byte[] body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<DownstreamProblem>(body, Json);
            return problem is null ? null : new ApiProblem(
                problem.Code ?? "",
                (int)response.StatusCode,
                problem.Title ?? "",
                problem.Detail,
                Access: problem.Required is null ? null : new RefusedAccess(
                    [.. problem.Required.OfType<AccessAlternative>()], problem.Presented, [.. (problem.Failed ?? []).OfType<string>()]));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<name>[a-z_]+)\s*=\s*(""(?<value>[^""]*)""|(?<value>[^\s,]+))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Parameters();

    private sealed record DownstreamProblem(
        string? Code = null,
        string? Title = null,
        string? Detail = null,
        IReadOnlyList<AccessAlternative?>? Required = null,
        TokenFacts? Presented = null,
        IReadOnlyList<string?>? Failed = null);

    // An API can name kinds of tokens that the portal does not know. The rest of its refusal is still shown.
    private sealed class TokenKindReader : JsonConverter<TokenKind>
    {
        public override bool HandleNull => true;

        public override TokenKind Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            using var value = JsonDocument.ParseValue(ref reader);
            return value.RootElement is { ValueKind: JsonValueKind.String } text
                ? text.GetString() switch
                {
                    "user" => TokenKind.User,
                    "app" => TokenKind.App,
                    _ => TokenKind.Unknown,
                }
                : TokenKind.Unknown;
        }

        public override void Write(Utf8JsonWriter writer, TokenKind value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
