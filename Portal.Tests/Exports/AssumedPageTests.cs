using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Exports;
using Portal.Exports.Formats;
using Portal.Tests.OtherApis;

namespace Portal.Tests.Exports;

/// <summary>Exports of APIs that do not say whether another page follows: the portal requests it, and it may not exist.</summary>
public sealed class AssumedPageTests : IAsyncLifetime
{
    private const int PageSize = 100;

    private const string Document = """
        { "openapi": "3.0.3", "info": { "title": "Things", "version": "1" }, "paths": { "/things": { "get": {
          "parameters": [
            { "name": "page", "in": "query", "schema": { "type": "integer" } },
            { "name": "per_page", "in": "query", "schema": { "type": "integer" } }
          ],
          "responses": { "200": { "description": "A page", "content": { "application/json": { "schema": {
            "type": "array", "items": { "type": "object", "properties": { "number": { "type": "integer" } } } } } } } } } } } }
        """;

    private readonly HttpClient _http = new();
    private StubHost _api = null!;

    public async ValueTask InitializeAsync() => _api = await StubHost.StartAsync(
        app => app.MapGet("/{after}/{total:int}/things", Respond), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _api.DisposeAsync();
    }

    [Theory]
    [InlineData("404", 30)]
    [InlineData("404", 37)]
    [InlineData("404", PageSize)]
    [InlineData("404", 2 * PageSize)]
    [InlineData("empty", 2 * PageSize)]
    [InlineData("last", 37)]
    [InlineData("last", PageSize + 37)]
    public async Task Page_after_the_last_ends_a_complete_export(string after, int total)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var view = Assert.Single(ContractReader.Read(Document).Views);
        var export = new Export(Guid.NewGuid(), "t.alice", new FakeTimeProvider());
        export.Begin();
        var file = new MemoryStream();
        var writer = new ExportWriter(
            export, ExportFormat.Csv, "Things", view.View.Columns, new CompletenessCheck("Things", view), GetPageAsync);

        var problem = await writer.WriteAsync(
            await GetPageAsync(ExportPages.First(view, new ViewState()), cancellation), PipeWriter.Create(file));

        Assert.Null(problem?.Detail);
        Assert.Equal(
            Enumerable.Range(1, total).Select(n => n.ToString(CultureInfo.InvariantCulture)),
            ReadCsv.All(file.ToArray()).Skip(1).Select(line => line[0]));

        async Task<RowsPage> GetPageAsync(DataQuery query, CancellationToken cancellationToken)
        {
            var address = $"{_api.Address}{after}/{total}{QueryWriter.Write(view, query)}";
            var response = new DownstreamResponse(
                "Things", await _http.GetAsync(address, cancellationToken), limit: 1_000_000, new CancellationTokenSource());
            return await RowsPage.ReadAsync(response, view, query, cancellationToken);
        }
    }

    // The page after the last one does not exist, is empty, or is the last one again.
    private static IResult Respond(string after, int total, int page = 1, int per_page = PageSize)
    {
        var size = Math.Min(per_page, PageSize);
        var last = Math.Max(1, (total + size - 1) / size);
        if (page > last && after == "404")
            return Results.Problem(statusCode: StatusCodes.Status404NotFound);

        var shown = after == "last" ? Math.Min(page, last) : page;
        return Results.Json(Enumerable.Range(1, total).Skip((shown - 1) * size).Take(size).Select(number => new { number }));
    }
}
