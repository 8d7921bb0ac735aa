using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Problems;
using Portal.Metrics;

namespace Portal.Problems;

/// <summary>Writes an <see cref="ApiProblem"/> as the response, with the trace id of this request.</summary>
internal static class ProblemResponse
{
    private const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The problem with the trace ID of this request.</summary>
    public static ApiProblem Traced(this ApiProblem problem, HttpContext context) =>
        problem with { TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier };

    /// <summary>Adds a problem body to a response that only has a status, such as the 405 of a wrong method.</summary>
    public static Task WriteStatusAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var title = ReasonPhrases.GetReasonPhrase(status);
        return WriteAsync(context, new ApiProblem(
            status == StatusCodes.Status404NotFound ? ProblemCodes.NotFound : ProblemCodes.RequestInvalid,
            status,
            title.Length > 0 ? title : "Request refused"));
    }

    /// <summary>Also counts the problem, and sets it as a feature of the request, for its trace.</summary>
    public static Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        context.RequestServices.GetRequiredService<PortalMetrics>().ProblemReturned(problem.Code, problem.Api);
        context.Features.Set(problem);
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        // The rest of a body that is too large is not read: the client must not send its next request on this connection.
        if (problem.Status == StatusCodes.Status413PayloadTooLarge && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";

        return context.Response.WriteAsJsonAsync(problem.Traced(context), Json, ContentType, context.RequestAborted);
    }
}
