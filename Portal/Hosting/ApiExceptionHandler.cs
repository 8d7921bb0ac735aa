using Microsoft.AspNetCore.Diagnostics;
using Portal.Access;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Hosting;

/// <summary>The one place where an exception under <c>/api</c> becomes an answer.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    private static readonly ApiProblem Unexpected = new(
        ProblemCodes.InternalError,
        StatusCodes.Status500InternalServerError,
        "The portal failed",
        "Something went wrong that the portal was not prepared for. Quote the trace id to whoever runs it.");

    private static readonly ApiProblem Malformed = new(
        ProblemCodes.RequestInvalid,
        StatusCodes.Status400BadRequest,
        "The request could not be read",
        "Its body or one of its values is not what /openapi/v1.json describes.");

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The request's own path may already be that of the error page.
        var fault = httpContext.Features.Get<IExceptionHandlerPathFeature>();
        var path = new PathString(fault?.Path);
        if (!path.StartsWithSegments(ApiEndpoints.Prefix, StringComparison.OrdinalIgnoreCase))
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled at {Path}")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, PathString path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answered {Code} {ErrorCode} for {Api}")]
    private static partial void LogProblem(ILogger logger, string code, string? errorCode, string? api);
}
