using System.IO.Pipelines;
using Portal.Client;
using Portal.Contracts.Data;
using Portal.Exports.Formats;

namespace Portal.Exports;

/// <summary>Writes a result to a file, page by page and no faster than the browser reads it.</summary>
internal sealed class ExportWriter(Export export, ExportFormat format, DataView view, IReadOnlyList<DataColumn> columns, ExportPages pages)
{
    private const int SampleRows = 100;
    private const long MaxUnsentBytes = 64 * 1024;

    public string FileName(DateTimeOffset now) => ExportFileName.Of(view.Title, now, format.Name);

    public string ContentType => format.ContentType;

    /// <exception cref="PortalApiException">A later page failed, or the file is full: the file is incomplete.</exception>
    /// <exception cref="OperationCanceledException">The export was cancelled, or the browser disconnected.</exception>
    public async Task WriteAsync(PageOfRows first, PipeWriter body)
    {
        using var file = format.Create(body, view.Title, columns);
        await file.BeginAsync([.. first.Rows.Take(SampleRows)], export.Cancellation);
        for (var page = first; page is not null; page = await pages.NextAsync(page, export.Cancellation))
        {
            foreach (var row in page.Rows)
            {
                if (export.Rows == format.MaxRows)
                    throw new PortalApiException(ExportProblems.TooLarge(format));

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
