using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Metrics;

namespace Portal.Tests.Downstream;

/// <summary>How often a document is read again because requests failed.</summary>
public sealed class DocumentCheckTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Documents _api = new();
    private readonly WebApplication _app;

    public DocumentCheckTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["DownstreamApis:AppB:BaseUrl"] = "https://api.example/";
        builder.Configuration["DownstreamApis:AppB:Scopes:0"] = "api://api/read";
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<PortalMetrics>();
        builder.AddDownstream();
        builder.Services.AddHttpClient(ContractStore.ClientName("AppB")).ConfigurePrimaryHttpMessageHandler(() => _api);
        _app = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _api.Dispose();
    }

    [Fact]
    public async Task Requests_that_fail_at_the_same_time_read_the_document_once_and_later_ones_after_a_while()
    {
        var contracts = _app.Services.GetRequiredService<ContractStore>();
        await contracts.GetAsync("AppB", TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CheckAsync()));
        var first = _api.Reads;
        await CheckAsync();
        var soon = _api.Reads;
        _time.Advance(TimeSpan.FromSeconds(10));
        await CheckAsync();

        Assert.Equal((2, 2, 3), (first, soon, _api.Reads));

        Task<ApiContract> CheckAsync() => contracts.CheckAsync("AppB", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Document_that_cannot_be_read_again_stays_as_it_was()
    {
        var contracts = _app.Services.GetRequiredService<ContractStore>();
        var before = await contracts.GetAsync("AppB", TestContext.Current.CancellationToken);
        _api.Status = HttpStatusCode.NotFound;

        Assert.Same(before, await contracts.CheckAsync("AppB", TestContext.Current.CancellationToken));
    }

    private sealed class Documents : HttpMessageHandler
    {
        private int _reads;

        public int Reads => _reads;

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            const string Json = """{ "openapi": "3.1.0", "info": { "title": "Stub", "version": "1" }, "paths": {} }""";
            return Task.FromResult(new HttpResponseMessage(Status) { Content = new StringContent(Json, Encoding.UTF8, "application/json") });
        }
    }
}
