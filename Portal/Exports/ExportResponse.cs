using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using Portal.Contracts.Problems;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.Exports;

/// <summary>
/// Sends the file. If a call fails, the connection is aborted, so that the file never looks complete; if the API does not
/// return all rows, the file says so.
/// </summary>
internal sealed partial class ExportResponse(Export export, ExportWriter writer, RowsPage first, TimeProvider time, ILogger logger) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        WriteHead(httpContext);
        try
        {
            var problem = await writer.WriteAsync(first, httpContext.Response.BodyWriter);
            await httpContext.Response.CompleteAsync();
            End(httpContext, problem);
        }
        catch (ProblemException exception)
        {
            export.Fail(exception.Problem);
            LogStopped(httpContext.Request.Path, export.Rows, exception.Problem.Code);
            httpContext.Abort();
        }
        catch (OperationCanceledException)
        {
            export.Cancel();
            LogStopped(httpContext.Request.Path, export.Rows, export.Problem?.Code ?? "cancelled");
            httpContext.Abort();
        }
        catch (Exception)
        {
            export.Fail(ExportProblems.Unexpected());
            httpContext.Abort();
            throw;
        }
    }

    private void End(HttpContext context, ApiProblem? problem)
    {
        if (problem is null)
        {
            export.Finish();
            LogExported(context.Request.Path, export.Rows);
        }
        else
        {
            export.FinishIncomplete(problem);
            LogIncomplete(context.Request.Path, export.Rows, problem.Detail);
        }
    }

    private void WriteHead(HttpContext context)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(writer.FileName(time.GetUtcNow()));
        var response = context.Response;
        response.ContentType = writer.ContentType;
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";

        // Browsers stop reading while the user chooses a folder or pauses; Export limits the duration.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path} exported, {Rows} rows")]
    private partial void LogExported(PathString path, long rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} exported, {Rows} rows, incomplete: {Reason}")]
    private partial void LogIncomplete(PathString path, long rows, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} stopped after {Rows} rows: {Code}")]
    private partial void LogStopped(PathString path, long rows, string code);
}
