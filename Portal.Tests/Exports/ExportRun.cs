using System.IO.Pipelines;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;
using Portal.Downstream;
using Portal.Downstream.Dialect;
using Portal.Exports;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

/// <summary>Runs an export against a stubbed AppB, without a host.</summary>
internal static class ExportRun
{
    public static async Task WriteAsync(
        Export export, PagedApi api, ExportFormat format, PipeWriter body, CancellationToken cancellationToken)
    {
        export.Begin();
        var first = await GetPageAsync(ExportPages.First(PagedApi.Contract, new ViewState()), cancellationToken);
        var check = new CompletenessCheck("AppB", PagedApi.Contract);
        var writer = new ExportWriter(export, format, PagedApi.View.Title, PagedApi.View.Columns, check, GetPageAsync);
        await writer.WriteAsync(first, body);

        async Task<RowsPage> GetPageAsync(DataQuery query, CancellationToken cancellation)
        {
            using var client = new HttpMessageInvoker(api, disposeHandler: false);
            using var request = new HttpRequestMessage(
                HttpMethod.Get, "http://appb.example" + QueryWriter.Write(PagedApi.Contract, query));
            var response = await client.SendAsync(request, cancellation);
            return await RowsPage.ReadAsync(
                new DownstreamResponse("AppB", response, limit: 10_000_000, new CancellationTokenSource()),
                PagedApi.Contract,
                query,
                cancellation);
        }
    }
}
