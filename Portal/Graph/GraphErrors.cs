using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Resilience;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>Translates error responses of Microsoft Graph into problems.</summary>
internal static class GraphErrors
{
    private const int MaxReasonLength = 300;

    public static async Task<ApiProblem> ReadAsync(
        HttpResponseMessage response, GraphPurpose purpose, CancellationToken cancellationToken)
    {
        var error = await ReadErrorAsync(response, cancellationToken);
        var reason = error?.Message is { Length: > MaxReasonLength } longer ? longer[..MaxReasonLength] + "…" : error?.Message;
        var problem = new ApiProblem("", (int)response.StatusCode, "", reason, Api: purpose.Name, ErrorCode: error?.Code);
        return response.StatusCode switch
        {
            HttpStatusCode.Forbidden => problem with
            {
                Code = ProblemCodes.DirectoryRoleMissing,
                Title = "Microsoft Graph refused access",
                Detail = "Microsoft Graph requires a permission of the portal and a directory role of yours, such as "
                    + $"{purpose.DirectoryRole}. It issued a token for the permission, so the role is probably missing: "
                    + "an administrator who manages directory roles can assign it to you.",
            },
            HttpStatusCode.NotFound => problem with { Code = ProblemCodes.NotFound, Title = "Not found in the directory" },
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => problem with
            {
                Code = ProblemCodes.Stale,
                Status = StatusCodes.Status412PreconditionFailed,
                Title = ErrorResponseReader.StaleTitle,
            },
            HttpStatusCode.TooManyRequests => problem with
            {
                Code = ProblemCodes.DownstreamThrottled,
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = "Microsoft Graph is throttling requests",
                Detail = ErrorResponseReader.TryAgain(response),
                RetryAfterSeconds = RetryAfter.Seconds(response.Headers),
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
                Title = "Microsoft Graph did not accept the request",
            },
            _ => problem with
            {
                Code = ProblemCodes.DownstreamUnavailable,
                Status = StatusCodes.Status502BadGateway,
                Title = "Microsoft Graph failed",
                Detail = $"It returned status {(int)response.StatusCode}. {ErrorResponseReader.TryAgain(response)}",
                RetryAfterSeconds = RetryAfter.Seconds(response.Headers),
            },
        };
    }

    private static async Task<GraphError?> ReadErrorAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync<GraphFailure>(cancellationToken))?.Error;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }
}
