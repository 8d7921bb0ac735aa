using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccessContract;
using Microsoft.Identity.Client;
using Portal.Contracts.Problems;
using Portal.Tracing;

namespace Portal.Downstream;

/// <summary>Translates an error response of a downstream API. Only known members of the body are read.</summary>
internal static class ErrorResponseReader
{
    public const string StaleTitle = "Someone else changed it first";

    private const int MaxReasonLength = 500;

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
        var problem = Translate(response, api, await ReadProblemAsync(response, cancellationToken));
        TracingHandler.AddProblem(response, problem);
        return problem;
    }

    private static ApiProblem Translate(HttpResponseMessage response, string api, ApiProblem? body)
    {
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.Forbidden => Refused(body, api, ProblemCodes.RoleMissing, StatusCodes.Status403Forbidden),

            // IDownstreamApi has already answered the challenge with a new token, and that token was refused too.
            HttpStatusCode.Unauthorized when Challenges(response) => new ApiProblem(
                ProblemCodes.ClaimsChallengeFailed,
                StatusCodes.Status403Forbidden,
                $"{api} still requires a stronger sign-in",
                $"{api} requested a stronger sign-in. The sign-in service accepted your sign-in and issued a new token, but {api} "
                    + $"refused that token too. Signing in again does not help; contact the operator of {api}.",
                Api: api),

            // The caller's own token is valid, so a 401 would make the caller sign in again without effect.
            HttpStatusCode.Unauthorized => Refused(body, api, ProblemCodes.TokenInvalid, StatusCodes.Status403Forbidden),
            HttpStatusCode.NotFound => new ApiProblem(
                ProblemCodes.NotFound, status, $"Not found in {api}", Short(body?.Detail), Api: api),
            HttpStatusCode.PreconditionFailed => new ApiProblem(
                ProblemCodes.Stale, status, StaleTitle, Short(body?.Detail), Api: api),
            HttpStatusCode.Conflict => new ApiProblem(
                ProblemCodes.ChangeRefused, status, $"{api} refused this change", Short(body?.Detail ?? body?.Title), Api: api),
            HttpStatusCode.TooManyRequests => new ApiProblem(
                ProblemCodes.DownstreamThrottled,
                StatusCodes.Status503ServiceUnavailable,
                $"Too many requests to {api}",
                $"{api} limits the number of requests. Wait a moment and try again.",
                Api: api),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => new ApiProblem(
                ProblemCodes.QueryInvalid,
                StatusCodes.Status400BadRequest,
                $"{api} did not accept the request",
                Short(body?.Detail ?? body?.Title) ?? "It gave no reason.",
                Api: api),
            >= HttpStatusCode.InternalServerError => new ApiProblem(
                ProblemCodes.DownstreamUnavailable,
                StatusCodes.Status502BadGateway,
                $"{api} failed",
                $"{api} returned status {status}. Try again. If it fails again, send the trace ID to the operator of {api}.",
                Api: api),
            _ => Unexpected(api, $"status {status}"),
        };
    }

    private static bool Challenges(HttpResponseMessage response) =>
        !string.IsNullOrEmpty(WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(response.Headers));

    /// <summary>A response in a format that the portal cannot forward.</summary>
    public static ApiProblem Unexpected(string api, string what) => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        $"Unexpected response from {api}",
        $"The portal expected JSON but got {what}. Send the trace ID to the operator of {api}.",
        Api: api);

    private static ApiProblem Refused(ApiProblem? body, string api, string otherwise, int status) => new(
        body is not null && AccessCodes.Contains(body.Code) ? body.Code : otherwise,
        status,
        $"{api} refused the call",
        Short(body?.Detail) ?? $"{api} gave no reason.",
        Api: api,
        Access: body?.Access);

    // The members of RFC 9457 and AppB's extensions; other bodies are ignored.
    private static async Task<ApiProblem?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;

        try
        {
            var problem = await response.Content.ReadFromJsonAsync<DownstreamProblem>(Json, cancellationToken);
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

    private static string? Short(string? text) => text is { Length: > MaxReasonLength } ? text[..MaxReasonLength] + "…" : text;

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
