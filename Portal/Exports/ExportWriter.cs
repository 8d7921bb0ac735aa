using System.IO.Pipelines;
using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Data;
using Portal.Downstream.Dialect;
using Portal.Exports.Formats;
using Portal.Problems;

namespace Portal.Exports;

/// <summary>Writes a result to a file, page by page and no faster than the browser reads it.</summary>
/// <param name="getPage">Requests the page of a query.</param>
internal sealed class ExportWriter(
    Export export,
    ExportFormat format,
    string title,
    IReadOnlyList<DataColumn> columns,
    CompletenessCheck check,
    Func<DataQuery, CancellationToken, Task<RowsPage>> getPage)
{
    private const int SampleRows = 100;
    private const long MaxUnsentBytes = 64 * 1024;

    public string FileName(DateTimeOffset now) => ExportFileName.Of(title, now, format.Name);

    public string ContentType => format.ContentType;

    /// <returns>Why rows are missing, or may be; the last row of the file says it too. Null if the file is complete.</returns>
    /// <exception cref="ProblemException">A later page failed, or the file is full: the file is cut off.</exception>
    /// <exception cref="OperationCanceledException">The export was cancelled, or the browser disconnected.</exception>
    public async Task<ApiProblem?> WriteAsync(RowsPage first, PipeWriter body)
    {
        using var file = format.Create(body, title, columns);
        ApiProblem? problem = null;
        var isGuess = false;
        for (var page = first; page is not null; page = problem is null ? await NextAsync(page) : null)
        {
            using var owned = page;
            using var rows = JsonDocument.Parse(page.Rows);
            if (page == first)
                await file.BeginAsync([.. rows.RootElement.EnumerateArray().Take(SampleRows)], export.Cancellation);

            problem = check.Begin(page);

            // Of a page that only the portal assumed, the API may return the last one again.
            if (problem is not null && isGuess)
            {
                problem = null;
                break;
            }

            isGuess = page is { Next: null, Uncertain: not null };
            if (problem is null)
                await WriteRowsAsync(file, rows, body);
        }

        problem ??= check.End(export.Rows);
        if (problem is not null)
            await file.WriteNoteAsync(Note(problem), export.Cancellation);

        await file.EndAsync(export.Cancellation);
        await SendAsync(body);
        return problem;
    }

    private async Task WriteRowsAsync(IExportFile file, JsonDocument rows, PipeWriter body)
    {
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            RequireRoom();
            check.Add(row);
            await file.WriteAsync(row, export.Cancellation);
            export.Wrote(file.Truncated);
            if (body.UnflushedBytes > MaxUnsentBytes)
                await SendAsync(body);
        }

        await SendAsync(body);
    }

    private async Task<RowsPage?> NextAsync(RowsPage page)
    {
        if ((page.Next ?? page.Uncertain) is not { } next)
            return null;

        try
        {
            return await getPage(next, export.Cancellation);
        }
        catch (ProblemException exception) when (page.Uncertain is not null && IsNoPage(exception.Problem.Status, page))
        {
            // The page before was the last.
            return null;
        }
        catch (ViewChangedException)
        {
            check.EndOfView();
            return null;
        }
    }

    // After a full page, 400 may be a limit of the API that it does not state.
    private static bool IsNoPage(int status, RowsPage before) => status == StatusCodes.Status404NotFound
        || (status == StatusCodes.Status400BadRequest && before.Next is null);

    private string Note(ApiProblem problem)
    {
        RequireRoom();
        return $"Incomplete: {ExportProblems.Extent(export)}. {problem.Detail}";
    }

    private void RequireRoom()
    {
        if (export.Rows == format.MaxRows)
            throw new ProblemException(ExportProblems.TooLarge(format));
    }

    private async Task SendAsync(PipeWriter body)
    {
        var sent = await body.FlushAsync(export.Cancellation);
        if (sent.IsCompleted)
            throw new OperationCanceledException("The browser disconnected.");
    }
}
