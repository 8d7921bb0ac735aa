using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace AppB.Sample.Problems;

/// <summary>Turns every failure into a <see cref="Problem"/>: exceptions and error responses without a body.</summary>
internal static class ProblemResponses
{
    public static void AddProblemResponses(this IServiceCollection services)
    {
        services.AddExceptionHandler<ProblemExceptionHandler>();

        // By default an unreadable body throws in Development only and is an empty 400 elsewhere.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
    }

    public static void UseProblemResponses(this IApplicationBuilder app)
    {
        // ProblemExceptionHandler always writes the response; the middleware requires a delegate anyway.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });
        app.UseStatusCodePages(context => context.HttpContext.WriteProblemAsync(ForStatus(
            context.HttpContext.Response.StatusCode, context.HttpContext.Request)));
    }

    /// <summary>Writes the problem whatever the request's Accept header says.</summary>
    public static Task WriteProblemAsync(this HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;

        // The rest of a body that is too large is not read: the client must not send its next request on this connection.
        if (problem.Status == StatusCodes.Status413PayloadTooLarge && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";

        return context.Response.WriteAsJsonAsync(
            problem with { TraceId = Activity.Current?.Id ?? context.TraceIdentifier },
            options: null,
            Problem.MediaType,
            context.RequestAborted);
    }

    public static Problem ForStatus(int status, HttpRequest request) => status switch
    {
        404 => new(ProblemCodes.NotFound, "Not found", status, "No resource at this address."),
        405 => new(ProblemCodes.MethodNotAllowed, "Method not allowed", status,
            $"{request.Method} is not supported here. See the Allow header."),
        413 => new(ProblemCodes.BodyTooLarge, "Body too large", status, "The request body is too large for AppB."),
        415 => new(ProblemCodes.MediaTypeUnsupported, "Media type unsupported", status,
            "The request body must be application/json."),
        >= 500 => new(ProblemCodes.InternalError, "Internal error", status,
            "AppB failed. Find the trace id in its log."),
        _ => new(ProblemCodes.RequestInvalid, ReasonPhrases.GetReasonPhrase(status), status,
            "AppB cannot process this request."),
    };
}
