using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts.Problems;

namespace Portal.Graph;

/// <summary>Words for an answer of Microsoft Graph that is no success.</summary>
internal static class GraphErrors
{
    private const int MaxReasonLength = 300;

    public static async Task<ApiProblem> ReadAsync(HttpResponseMessage response, GraphPurpose purpose, CancellationToken cancellationToken)
    {
        var error = await ReadErrorAsync(response, cancellationToken);
        var reason = error?.Message is { Length: > MaxReasonLength } longer ? longer[..MaxReasonLength] + "…" : error?.Message;
        var problem = new ApiProblem("", (int)response.StatusCode, "", reason, Api: purpose.Name, ErrorCode: error?.Code);
        return response.StatusCode switch
        {
            HttpStatusCode.Forbidden => problem with
            {
                Code = ProblemCodes.DirectoryRoleMissing,
                Title = "Your directory role does not allow this",
                Detail = "Microsoft Graph asks two things: that the portal was given the permission, which it was, and that you hold "
                    + $"a directory role for it, such as {purpose.DirectoryRole}. It says that you do not. Whoever holds one can do this, "
                    + "and whoever gives out directory roles can give it to you.",
            },
            HttpStatusCode.NotFound => problem with { Code = ProblemCodes.NotFound, Title = "The directory has no such thing" },
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => problem with
            {
                Code = ProblemCodes.Stale,
                Status = StatusCodes.Status412PreconditionFailed,
                Title = "Someone else changed it first",
            },
            HttpStatusCode.TooManyRequests => problem with
            {
                Code = ProblemCodes.DownstreamThrottled,
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = "Microsoft Graph is asked too often",
                Detail = PauseOf(response) is { } pause
                    ? $"It wants no more calls for {pause}. Try again after that."
                    : "It wants fewer calls for a while. Wait a little and try again.",
            },
            HttpStatusCode.Unauthorized => problem with
            {
                Code = ProblemCodes.TokenInvalid,
                Status = StatusCodes.Status403Forbidden,
                Title = "Microsoft Graph refused the token",
            },
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => problem with
            {
                Code = ProblemCodes.ChangeRefused,
                Status = StatusCodes.Status409Conflict,
                Title = "Microsoft Graph does not take this",
            },
            _ => problem with
            {
                Code = ProblemCodes.DownstreamUnavailable,
                Status = StatusCodes.Status502BadGateway,
                Title = "Microsoft Graph failed",
                Detail = $"It answered with status {(int)response.StatusCode}. "
                    + (PauseOf(response) is { } pause ? $"Try again in {pause}: that is what it asks for." : "Try again in a moment."),
            },
        };
    }

    // Graph says it in seconds; whoever stands before it and says a date is not asked to be precise.
    private static string? PauseOf(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta switch
    {
        { TotalSeconds: 1 } => "1 second",
        { TotalSeconds: > 1 } wait => $"{wait.TotalSeconds:0} seconds",
        _ => null,
    };

    private static async Task<GraphError?> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync<GraphFailure>(cancellationToken))?.Error;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
