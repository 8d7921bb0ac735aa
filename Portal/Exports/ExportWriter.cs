using System.IO.Pipelines;
using System.Text.Json;
using Portal.Contracts.Data;
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
    Func<DataQuery, CancellationToken, Task<RowsPage>> getPage)
{
    private const int SampleRows = 100;
    private const long MaxUnsentBytes = 64 * 1024;

    public string FileName(DateTimeOffset now) => ExportFileName.Of(title, now, format.Name);

    public string ContentType => format.ContentType;

    /// <exception cref="ProblemException">A later page failed, or the file is full: the file is incomplete.</exception>
    /// <exception cref="OperationCanceledException">The export was cancelled, or the browser disconnected.</exception>
    public async Task WriteAsync(RowsPage first, PipeWriter body)
    {
        using var file = format.Create(body, title, columns);
        for (var page = first; page is not null; page = page.Next is { } next ? await getPage(next, export.Cancellation) : null)
        {
            using var owned = page;
            using var rows = JsonDocument.Parse(page.Rows);
            if (page == first)
                await file.BeginAsync([.. rows.RootElement.EnumerateArray().Take(SampleRows)], export.Cancellation);

            foreach (var row in rows.RootElement.EnumerateArray())
            {
                if (export.Rows == format.MaxRows)
                    throw new ProblemException(ExportProblems.TooLarge(format));

                await file.WriteAsync(row, export.Cancellation);
                export.Wrote(file.Truncated);
                if (body.UnflushedBytes > MaxUnsentBytes)
                    await SendAsync(body);
            }

            await SendAsync(body);
        }

        await file.EndAsync(export.Cancellation);
        await SendAsync(body);
    }

    private async Task SendAsync(PipeWriter body)
    {
        var sent = await body.FlushAsync(export.Cancellation);
        if (sent.IsCompleted)
            throw new OperationCanceledException("The browser disconnected.");
    }
}
