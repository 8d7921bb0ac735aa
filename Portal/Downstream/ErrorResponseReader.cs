using System.Net;
using System.Text.Json;
using Microsoft.Identity.Client;
using Portal.Contracts.Problems;

namespace Portal.Downstream;

/// <summary>Words for an answer of a downstream API that is no success. Its body is read for known members only.</summary>
internal static class ErrorResponseReader
{
    private const int MaxReasonLength = 500;

    // What a refusal lacks or has as null is no refusal in the shape that pages rely on.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly HashSet<string> AccessCodes =
    [
        ProblemCodes.RoleMissing, ProblemCodes.ScopeMissing, ProblemCodes.AudienceWrong,
        ProblemCodes.TokenKindWrong, ProblemCodes.TokenExpired, ProblemCodes.TokenInvalid,
    ];

    public static async Task<ApiProblem> ReadAsync(HttpResponseMessage response, string api, CancellationToken cancellationToken)
    {
        var told = await ReadProblemAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.Forbidden => Refused(told, api, ProblemCodes.RoleMissing, StatusCodes.Status403Forbidden),

            // IDownstreamApi has taken the challenge to the authority once, and the token that came of it was refused too.
            HttpStatusCode.Unauthorized when Challenges(response) => new ApiProblem(
                ProblemCodes.ClaimsChallengeFailed,
                StatusCodes.Status403Forbidden,
                $"{api} still wants more proof of who you are",
                $"{api} asked for a stronger sign-in. The authority says that yours is strong enough and issued a new token, "
                    + $"and {api} refused that one too. Signing in again will not change it: the two disagree, and whoever runs {api} has to look.",
                Api: api),

            // The caller's own token was fine, so 401 would send it to sign in for nothing.
            HttpStatusCode.Unauthorized => Refused(told, api, ProblemCodes.TokenInvalid, StatusCodes.Status403Forbidden),
            HttpStatusCode.NotFound => new ApiProblem(
                ProblemCodes.NotFound, status, $"{api} has no such thing", Short(told?.Detail), Api: api),
            HttpStatusCode.PreconditionFailed => new ApiProblem(
                ProblemCodes.Stale, status, "Someone else changed it first", Short(told?.Detail), Api: api),
            HttpStatusCode.Conflict => new ApiProblem(
                ProblemCodes.ChangeRefused, status, $"{api} does not take this change", Short(told?.Detail ?? told?.Title), Api: api),
            HttpStatusCode.TooManyRequests => new ApiProblem(
                ProblemCodes.DownstreamThrottled,
                StatusCodes.Status503ServiceUnavailable,
                $"{api} is asked too often",
                $"{api} wants fewer calls for a while. Wait a little and try again.",
                Api: api),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => new ApiProblem(
                ProblemCodes.QueryInvalid,
                StatusCodes.Status400BadRequest,
                $"{api} did not accept the request",
                Short(told?.Detail ?? told?.Title) ?? "It gave no reason.",
                Api: api),
            >= HttpStatusCode.InternalServerError => new ApiProblem(
                ProblemCodes.DownstreamUnavailable,
                StatusCodes.Status502BadGateway,
                $"{api} failed",
                $"{api} answered with status {status}. Try again; if it stays so, quote the trace id to whoever runs {api}.",
                Api: api),
            _ => Unexpected(api, $"status {status}"),
        };
    }

    private static bool Challenges(HttpResponseMessage response) =>
        !string.IsNullOrEmpty(WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(response.Headers));

    /// <summary>An answer that is neither a success nor a refusal in a form that the portal can pass on.</summary>
    public static ApiProblem Unexpected(string api, string what) => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        $"{api} gave an unexpected answer",
        $"The portal expected JSON and got {what}. Quote the trace id to whoever runs {api}.",
        Api: api);

    private static ApiProblem Refused(ApiProblem? told, string api, string otherwise, int status) => new(
        told is not null && AccessCodes.Contains(told.Code) ? told.Code : otherwise,
        status,
        $"{api} refused the call",
        Short(told?.Detail) ?? $"{api} gave no reason.",
        Api: api,
        Access: told?.Access);

    // Members of RFC 9457 plus AppB's own; any other body is left unread.
    private static async Task<ApiProblem?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;

        try
        {
            var body = await response.Content.ReadFromJsonAsync<DownstreamProblem>(Json, cancellationToken);
            return body is null ? null : new ApiProblem(
                body.Code ?? "",
                (int)response.StatusCode,
                body.Title ?? "",
                body.Detail,
                Access: body.Required is null ? null : new RefusedAccess(
                    [.. body.Required.OfType<AccessDemand>()], body.Presented, [.. (body.Failed ?? []).OfType<string>()]));
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
        IReadOnlyList<AccessDemand?>? Required = null,
        PresentedAccess? Presented = null,
        IReadOnlyList<string?>? Failed = null);
}
