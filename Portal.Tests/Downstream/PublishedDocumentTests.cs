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
        builder.Configuration["DownstreamApis:AppB:Headers:X-Tenant"] = "contoso";
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

    [Theory]
    [InlineData(HttpStatusCode.OK, "<!DOCTYPE html><title>Sign in</title>", "an HTML page with the title “Sign in”")]
    [InlineData(HttpStatusCode.OK, "", "an empty body")]
    [InlineData(HttpStatusCode.OK, "<edmx:Edmx/>", "XML")]
    [InlineData(HttpStatusCode.OK, "hello", "text that is neither JSON nor YAML")]
    [InlineData(HttpStatusCode.OK, "{ \"openapi\":\n\"3", "at line 2")]
    [InlineData(HttpStatusCode.OK, "openapi: [", "YAML that is malformed")]
    [InlineData(HttpStatusCode.OK, """{ "data": [] }""", "so it is not an OpenAPI document")]
    [InlineData(HttpStatusCode.OK, """{ "openapi": "4.0.0", "paths": {} }""", "it reads 2.0 and 3.0 to 3.2")]
    [InlineData(HttpStatusCode.Found, "", "a redirect to https://login.example/authorize, which the portal does not follow")]
    [InlineData(HttpStatusCode.Unauthorized, "", "without a token")]
    [InlineData(HttpStatusCode.NotFound, "", "there is no document at that address")]
    public async Task What_came_instead_of_a_document_is_said_with_the_setting(HttpStatusCode status, string body, string said)
    {
        _api.Respond(status, body);

        var problem = (await Assert.ThrowsAsync<ProblemException>(ReadContractAsync)).Problem;

        Assert.Equal(ProblemCodes.ContractInvalid, problem.Code);
        Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
        Assert.Contains("DownstreamApis:AppB:OpenApi", problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_that_is_too_large_names_the_setting_for_its_size()
    {
        _api.Respond(HttpStatusCode.OK, new string(' ', 9 * 1024 * 1024));

        var problem = (await Assert.ThrowsAsync<ProblemException>(ReadContractAsync)).Problem;

        Assert.Contains("DownstreamApis:AppB:MaxResponseBytes", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_in_YAML_is_read_and_its_request_has_the_headers_of_the_settings()
    {
        _api.Respond(HttpStatusCode.OK, "openapi: 3.1.0\ninfo: { title: By hand }\npaths: {}\n");

        Assert.Equal("By hand", (await ReadContractAsync()).Title);
        Assert.Equal("contoso", _api.Tenant);
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

        public string? Tenant { get; private set; }

        public void Respond(HttpStatusCode status, string body = "")
        {
            _response = (status, body);
            _ready.TrySetResult();
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requestCount);
            Tenant = request.Headers.TryGetValues("X-Tenant", out var values) ? values.Single() : null;
            await _ready.Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage(_response.Status)
            {
                Headers = { Location = new Uri("https://login.example/authorize?state=secret") },
                Content = new StringContent(_response.Body, Encoding.UTF8, "application/json"),
            };
        }
    }
}
