using Microsoft.AspNetCore.Diagnostics;

namespace AppB.Sample.Problems;

internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
            return true;

        var problem = exception switch
        {
            ProblemException known => known.Problem,
            BadHttpRequestException { StatusCode: 400 } => new(ProblemCodes.BodyInvalid, "Body invalid", 400,
                "The request's body is not what this operation reads: see its schema in /openapi/v1.json."),
            BadHttpRequestException bad => ProblemAnswers.ForStatus(bad.StatusCode, context.Request),
            _ => ProblemAnswers.ForStatus(StatusCodes.Status500InternalServerError, context.Request),
        };

        if (problem.Code == ProblemCodes.InternalError)
            LogFailed(exception);

        await context.WriteProblemAsync(problem);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailed(Exception exception);
}
