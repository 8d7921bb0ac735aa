using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Exports;
using Portal.Exports.Formats;

namespace Portal.Tests.Exports;

/// <summary>Runs exports without the portal's host.</summary>
internal static class ExportRun
{
    /// <summary>Exports a view of a running API.</summary>
    /// <param name="address">What precedes the paths of the API.</param>
    public static async Task<ReadExport> ReadAsync(ContractView view, HttpClient http, string address)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var export = new Export(Guid.NewGuid(), "t.alice", new FakeTimeProvider());
        export.Begin();
        var first = await GetPageAsync(ExportPages.First(view, new ViewState()), cancellation);
        export.Expect(first.Count, view.Protocol.CountBound);
        var file = new MemoryStream();
        var writer = new ExportWriter(
            export, ExportFormat.Csv, "Things", view.View.Columns, new CompletenessCheck("Things", view), GetPageAsync);

        var problem = await writer.WriteAsync(first, PipeWriter.Create(file));

        var lines = ReadCsv.All(file.ToArray()).Skip(1).ToList();
        var note = lines.Find(line => line[0].StartsWith("Incomplete: ", StringComparison.Ordinal))?[0];
        Assert.True(note is null || note == lines[^1][0]);
        return new ReadExport([.. lines.Where(line => line[0] != note)], note, problem);

        async Task<RowsPage> GetPageAsync(DataQuery query, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address + QueryWriter.Write(view, query));
            foreach (var (name, value) in view.Headers)
                request.Headers.TryAddWithoutValidation(name, value);

            var response = new DownstreamResponse(
                "Things", await http.SendAsync(request, cancellationToken), limit: 1_000_000, new CancellationTokenSource());
            return await RowsPage.ReadAsync(response, view, query, cancellationToken);
        }
    }

    /// <summary>Exports the orders of a stubbed AppB.</summary>
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

/// <param name="Lines">The lines of the file, without its head and its note.</param>
internal sealed record ReadExport(IReadOnlyList<IReadOnlyList<string>> Lines, string? Note, ApiProblem? Problem)
{
    public IEnumerable<string> Values(ContractView view, string column)
    {
        var at = view.View.Columns.Select(c => c.Name).ToList().IndexOf(column);
        return Lines.Select(line => line[at]);
    }
}
