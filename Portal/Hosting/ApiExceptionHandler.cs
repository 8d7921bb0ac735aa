using Microsoft.AspNetCore.Diagnostics;
using Portal.Access;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Hosting;

/// <summary>Converts every exception under <c>/api</c> into a problem response.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    private static readonly ApiProblem Unexpected = new(
        ProblemCodes.InternalError,
        StatusCodes.Status500InternalServerError,
        "The portal failed",
        "An unexpected error occurred. Send the trace ID to the portal operator.");

    private static readonly ApiProblem Malformed = new(
        ProblemCodes.RequestInvalid,
        StatusCodes.Status400BadRequest,
        "The request could not be read",
        "Its body or one of its values does not match /openapi/v1.json.");

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The path of the request may already be that of the error page.
        var fault = httpContext.Features.Get<IExceptionHandlerPathFeature>();
        var path = new PathString(fault?.Path);
        if (!ApiEndpoints.Contains(path))
            return false;

        var problem = exception switch
        {
            ProblemException downstream => downstream.Problem,
            BadHttpRequestException bad => Malformed with { Status = bad.StatusCode },
            _ => Unexpected,
        };
        if (problem.Code == ProblemCodes.InternalError)
            LogUnexpected(logger, exception, path);
        else
            LogProblem(logger, problem.Code, problem.ErrorCode, problem.Api);

        var verdicts = httpContext.RequestServices.GetRequiredService<RefusalExplainer>();
        await ProblemResponse.WriteAsync(httpContext, await verdicts.AddAsync(problem, fault?.RouteValues, httpContext));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception at {Path}")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, PathString path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request failed: {Code} {ErrorCode} for {Api}")]
    private static partial void LogProblem(ILogger logger, string code, string? errorCode, string? api);
}
