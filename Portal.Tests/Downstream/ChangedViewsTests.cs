using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Data;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Metrics;
using Portal.Problems;

namespace Portal.Tests.Downstream;

/// <summary>What happens to a request that fails, depending on whether the API has changed its document meanwhile.</summary>
public sealed class ChangedViewsTests : IAsyncDisposable
{
    private static readonly ApiProblem Refusal = new(ProblemCodes.QueryInvalid, 400, "AppB did not accept the request", Api: "AppB");

    private readonly Documents _api = new();
    private readonly WebApplication _app;
    private readonly ChangedViews _changed;

    public ChangedViewsTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["DownstreamApis:AppB:BaseUrl"] = "https://api.example/";
        builder.Configuration["DownstreamApis:AppB:Scopes:0"] = "api://api/read";
        builder.Services.AddSingleton<PortalMetrics>();
        builder.AddDownstream();
        builder.Services.AddHttpClient(ContractStore.ClientName("AppB")).ConfigurePrimaryHttpMessageHandler(() => _api);
        _app = builder.Build();
        _changed = new ChangedViews(_app.Services.GetRequiredService<ContractStore>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _api.Dispose();
    }

    [Fact]
    public async Task Refused_request_is_repeated_for_the_view_as_it_is_now()
    {
        var before = await ReadAsync();
        _api.Path = "things";
        _api.Column = "other";
        var views = new List<ContractView>();

        await Assert.ThrowsAsync<OperationCanceledException>(() => _changed.GetAsync("AppB", before, Request, Cancellation));

        Assert.Equal(["note", "other"], views.Select(v => v.View.Columns[0].Name));

        Task<RowsPage> Request(ContractView view)
        {
            views.Add(view);
            throw view == before ? new ProblemException(Refusal) : new OperationCanceledException();
        }
    }

    [Theory]
    [InlineData(ProblemCodes.QueryInvalid, true, 2)]
    [InlineData(ProblemCodes.DownstreamInvalid, true, 2)]
    [InlineData(ProblemCodes.QueryInvalid, false, 1)]
    [InlineData(ProblemCodes.DownstreamTimeout, true, 1)]
    [InlineData(ProblemCodes.RoleMissing, true, 1)]
    public async Task Refusal_by_an_api_that_has_not_changed_is_returned_as_it_is(string code, bool isOfApi, int reads)
    {
        var view = await ReadAsync();
        var refusal = Refusal with { Code = code, Api = isOfApi ? "AppB" : null };

        var exception = await Assert.ThrowsAsync<ProblemException>(
            () => _changed.GetAsync("AppB", view, _ => throw new ProblemException(refusal), Cancellation));

        Assert.Equal((refusal, reads), (exception.Problem, _api.Reads));
    }

    [Fact]
    public async Task View_that_is_gone_is_not_found()
    {
        var view = await ReadAsync();
        _api.Path = "others";

        var exception = await Assert.ThrowsAsync<ProblemException>(
            () => _changed.GetAsync("AppB", view, _ => throw new ProblemException(Refusal), Cancellation));

        Assert.Equal(ProblemCodes.NotFound, exception.Problem.Code);
    }

    [Theory]
    [InlineData("things", "other")]
    [InlineData("others", "note")]
    public async Task Export_ends_when_a_later_page_is_refused_because_of_a_change(string path, string column)
    {
        var view = await ReadAsync();
        _api.Path = path;
        _api.Column = column;

        await Assert.ThrowsAsync<ViewChangedException>(
            () => _changed.GetUnchangedAsync("AppB", view, () => throw new ProblemException(Refusal), Cancellation));
    }

    [Fact]
    public async Task Others_use_the_last_contract_while_the_document_is_read_again()
    {
        await ReadAsync();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _api.Ready = ready.Task;
        _api.Column = "other";

        var check = Store.CheckAsync("AppB", Cancellation);
        var meanwhile = await Store.GetAsync("AppB", Cancellation);
        ready.SetResult();
        var read = await check;

        Assert.Equal(("note", "other"), (ColumnOf(meanwhile), ColumnOf(read)));
        Assert.Equal("other", ColumnOf(await Store.GetAsync("AppB", Cancellation)));
    }

    [Fact]
    public async Task Last_contract_stays_when_the_document_cannot_be_read_again()
    {
        await ReadAsync();
        _api.Status = HttpStatusCode.NotFound;

        Assert.Equal("note", ColumnOf(await Store.CheckAsync("AppB", Cancellation)));
        Assert.Equal(2, _api.Reads);
    }

    [Fact]
    public async Task Page_is_disposed_when_the_document_cannot_be_read()
    {
        var view = new ContractView(new DataView("things", "Things", null, [], [], new DataPaging()), "/things", new DataProtocol());
        var response = new HttpResponseMessage { Content = new StringContent("[{}]", Encoding.UTF8, "application/json") };
        var budget = new CancellationTokenSource();
        var page = await RowsPage.ReadAsync(
            new DownstreamResponse("AppB", response, limit: 10_000, budget), view, new DataQuery(), Cancellation);
        _api.Status = HttpStatusCode.NotFound;

        await Assert.ThrowsAsync<ProblemException>(
            () => _changed.GetUnchangedAsync("AppB", view, () => Task.FromResult(page), Cancellation));

        Assert.Throws<ObjectDisposedException>(() => budget.Token);
    }

    private ContractStore Store => _app.Services.GetRequiredService<ContractStore>();

    private static string ColumnOf(ApiContract contract) => contract.Views[0].View.Columns[0].Name;

    private async Task<ContractView> ReadAsync()
    {
        var contract = await Store.GetAsync("AppB", Cancellation);
        return Assert.Single(contract.Views);
    }

    private sealed class Documents : HttpMessageHandler
    {
        public int Reads { get; private set; }

        public string Path { get; set; } = "things";

        public string Column { get; set; } = "note";

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public Task Ready { get; set; } = Task.CompletedTask;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Reads++;
            await Ready.WaitAsync(cancellationToken);
            var json = $$"""
                { "openapi": "3.1.0", "info": { "title": "Stub", "version": "1" }, "paths": { "/{{Path}}": { "get": {
                  "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
                    "type": "array", "items": { "type": "object", "properties": { "{{Column}}": { "type": "string" } } } } } } } } } } } }
                """;
            return new HttpResponseMessage(Status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        }
    }
}
