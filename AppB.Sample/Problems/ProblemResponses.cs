using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace AppB.Sample.Problems;

/// <summary>Turns every failure into a <see cref="Problem"/>: thrown ones, empty error answers, unhandled ones.</summary>
internal static class ProblemResponses
{
    public static void AddProblemResponses(this IServiceCollection services)
    {
        services.AddExceptionHandler<ProblemExceptionHandler>();

        // Otherwise a body that cannot be read is an exception in Development and an empty 400 elsewhere.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
    }

    public static void UseProblemResponses(this IApplicationBuilder app)
    {
        // The handler below always answers; the delegate is what the middleware insists on.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });
        app.UseStatusCodePages(context => context.HttpContext.WriteProblemAsync(ForStatus(
            context.HttpContext.Response.StatusCode, context.HttpContext.Request)));
    }

    /// <summary>Writes the answer whatever the request's Accept header says: a failure must never be silent.</summary>
    public static Task WriteProblemAsync(this HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(
            problem with { TraceId = Activity.Current?.Id ?? context.TraceIdentifier },
            options: null,
            Problem.MediaType,
            context.RequestAborted);
    }

    public static Problem ForStatus(int status, HttpRequest request) => status switch
    {
        404 => new(ProblemCodes.NotFound, "Not found", status, "There is nothing at this address."),
        405 => new(ProblemCodes.MethodNotAllowed, "Method not allowed", status,
            $"{request.Method} is not offered here; the Allow header names what is."),
        413 => new(ProblemCodes.BodyTooLarge, "Body too large", status, "The request's body is larger than AppB reads."),
        415 => new(ProblemCodes.MediaTypeUnsupported, "Media type unsupported", status,
            "The request's body must be application/json."),
        >= 500 => new(ProblemCodes.InternalError, "Internal error", status,
            "AppB failed. The trace id names this failure in its log."),
        _ => new(ProblemCodes.RequestInvalid, ReasonPhrases.GetReasonPhrase(status), status,
            "AppB does not take this request."),
    };
}
