using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Metrics;
using Portal.Problems;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Tests.Downstream;

/// <summary>How the portal reads and caches what an API publishes about itself.</summary>
public sealed class PublishedDocumentTests : IAsyncDisposable
{
    private const string Contract = """{ "openapi": "3.1.0", "info": { "title": "Stub", "version": "1" }, "paths": {} }""";

    private const string Metadata =
        """{ "urn:on-behalf-of-portal:validations": [{ "name": "audience", "demand": "For this API." }] }""";

    private readonly PublishingApi _api = new();
    private readonly WebApplication _app;

    public PublishedDocumentTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["DownstreamApis:AppB:BaseUrl"] = "https://api.example/";
        builder.Configuration["DownstreamApis:AppB:Scopes:0"] = "api://api/read";
        builder.Services.AddSingleton<PortalMetrics>();
        builder.AddDownstream();
        builder.Services.AddHttpClient(ContractStore.ClientName("AppB")).ConfigurePrimaryHttpMessageHandler(() => _api);
        _app = builder.Build();
    }

    [Fact]
    public async Task Requests_at_the_same_time_read_the_contract_once()
    {
        var requests = Enumerable.Range(0, 20).Select(_ => ReadContractAsync()).ToList();
        _api.Respond(HttpStatusCode.OK, Contract);
        await Task.WhenAll(requests);

        Assert.Equal(1, _api.RequestCount);
    }

    [Fact]
    public async Task Unavailable_api_keeps_its_last_contract()
    {
        _api.Respond(HttpStatusCode.OK, Contract);
        var first = await ReadContractAsync();

        await ExpireAsync(ContractStore.CacheKey("AppB"));
        _api.Respond(HttpStatusCode.InternalServerError);
        var second = await ReadContractAsync();

        Assert.Same(first, second);
        Assert.Equal(2, _api.RequestCount);
    }

    [Fact]
    public async Task Contract_that_was_never_read_is_a_problem_and_is_read_again_by_the_next_request()
    {
        _api.Respond(HttpStatusCode.InternalServerError);
        var problem = await Assert.ThrowsAsync<ProblemException>(ReadContractAsync);
        _api.Respond(HttpStatusCode.OK, Contract);
        await ReadContractAsync();

        Assert.Equal(ProblemCodes.ContractInvalid, problem.Problem.Code);
        Assert.Equal(2, _api.RequestCount);
    }

    [Fact]
    public async Task FLT_01_requests_that_waited_for_a_failed_read_get_its_problem_and_do_not_read_in_turns()
    {
        var requests = Enumerable.Range(0, 20).Select(_ => Assert.ThrowsAsync<ProblemException>(ReadContractAsync)).ToList();
        _api.Respond(HttpStatusCode.InternalServerError);
        var problems = await Task.WhenAll(requests);

        Assert.All(problems, exception => Assert.Equal(ProblemCodes.ContractInvalid, exception.Problem.Code));
        Assert.Equal(1, _api.RequestCount);
    }

    [Fact]
    public async Task FLT_04_contract_of_an_api_that_is_unavailable_for_a_moment_is_requested_again()
    {
        _api.Respond(HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<ProblemException>(ReadContractAsync);

        Assert.Equal(3, _api.RequestCount);
    }

    [Fact]
    public async Task Unavailable_api_keeps_its_last_validations()
    {
        _api.Respond(HttpStatusCode.OK, Metadata);
        await ReadValidationsAsync();

        await ExpireAsync(ValidationStore.CacheKey("AppB"));
        _api.Respond(HttpStatusCode.ServiceUnavailable);

        Assert.Equal(["audience"], await ReadValidationsAsync());
    }

    [Fact]
    public async Task Api_that_did_not_respond_yet_has_no_validations_and_is_not_requested_by_every_page()
    {
        _api.Respond(HttpStatusCode.InternalServerError);

        Assert.Empty(await ReadValidationsAsync());
        Assert.Empty(await ReadValidationsAsync());
        Assert.Equal(1, _api.RequestCount);
    }

    [Fact]
    public async Task Api_without_the_metadata_has_no_validations()
    {
        _api.Respond(HttpStatusCode.NotFound);

        Assert.Empty(await ReadValidationsAsync());
    }

    [Fact]
    public async Task Cancelled_request_neither_stops_the_others_nor_makes_them_start_again()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = _app.Services.GetRequiredService<ContractStore>().GetAsync("AppB", cancellation.Token);
        var waiting = ReadContractAsync();
        await cancellation.CancelAsync();
        _api.Respond(HttpStatusCode.OK, Contract);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Empty((await waiting).Views);
        Assert.Equal(1, _api.RequestCount);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _api.Dispose();
    }

    private Task<ApiContract> ReadContractAsync() =>
        _app.Services.GetRequiredService<ContractStore>().GetAsync("AppB", TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string>> ReadValidationsAsync()
    {
        var store = _app.Services.GetRequiredService<ValidationStore>();
        return (await store.GetAsync("AppB", TestContext.Current.CancellationToken)).Select(validation => validation.Name);
    }

    private async Task ExpireAsync(string key) => await _app.Services.GetRequiredService<IFusionCache>()
        .ExpireAsync(key, token: TestContext.Current.CancellationToken);

    // Responds to every request once Respond has been called.
    private sealed class PublishingApi : HttpMessageHandler
    {
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private (HttpStatusCode Status, string Body) _response;
        private int _requestCount;

        public int RequestCount => _requestCount;

        public void Respond(HttpStatusCode status, string body = "")
        {
            _response = (status, body);
            _ready.TrySetResult();
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requestCount);
            await _ready.Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage(_response.Status)
            {
                Content = new StringContent(_response.Body, Encoding.UTF8, "application/json"),
            };
        }
    }
}
