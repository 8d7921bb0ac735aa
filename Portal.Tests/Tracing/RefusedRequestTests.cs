using System.Net.Http.Headers;
using System.Net.Http.Json;
using AccessContract;
using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Tests.OtherApis;

namespace Portal.Tests.Tracing;

/// <summary>The trace of a request that was refused or failed has the status of its response.</summary>
public sealed class RefusedRequestTests(OtherApisFixture fixture) : IClassFixture<OtherApisFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refusal_of_an_api_is_a_403_at_every_step()
    {
        var trace = await TraceOfFailureAsync(fixture.Client(), c => c.GetDataAsync("Rude", "refused", new DataQuery(), Cancellation));

        Assert.Equal(403, trace.Summary.Status);
        Assert.Equal([403, 403, 403], trace.Steps.Where(s => s.To is "Rude" or TraceParties.Backend).Select(s => s.Status));
    }

    [Fact]
    public async Task Refusal_and_its_failed_check_are_at_each_refused_step()
    {
        var trace = await TraceOfFailureAsync(fixture.Client(), c => c.GetDataAsync("Rude", "refused", new DataQuery(), Cancellation));

        var refusal = new TraceProblem(ProblemCodes.RoleMissing, "Rude refused the call", "Rude", CheckNames.Role, "refused");
        Assert.Equal(refusal, trace.Summary.Problem);
        Assert.Equal(
            [("answer", TraceParties.Backend), ("call", TraceParties.Pages), ("call", "Rude")],
            trace.Steps.Where(s => s.Problem == refusal).Select(s => (s.Kind, s.To)).Order());
    }

    [Fact]
    public async Task Explanation_of_a_refusal_is_no_step_of_its_request()
    {
        var trace = await TraceOfFailureAsync(fixture.Client(), c => c.GetDataAsync("Rude", "refused", new DataQuery(), Cancellation));

        Assert.Equal("Rude", trace.Steps[^1].To);
    }

    [Fact]
    public async Task Role_missing_for_an_endpoint_of_the_portal_is_a_403()
    {
        var trace = await TraceOfFailureAsync(
            fixture.Client(), c => c.GetSetupAsync("http://portal.example/", served: null, Cancellation));

        Assert.Equal((403, 403), (trace.Summary.Status, ServerStatus(trace)));
        Assert.Equal((ProblemCodes.RoleMissing, CheckNames.Role), (trace.Summary.Problem?.Code, trace.Summary.Problem?.FailedCheck));
        Assert.Null(trace.Summary.Problem?.Api);
    }

    [Fact]
    public async Task Invalid_token_is_a_401()
    {
        var trace = await TraceOfFailureAsync(fixture.Client(token: "no-token"), c => c.GetViewsAsync(Cancellation));

        Assert.Equal((401, 401), (trace.Summary.Status, ServerStatus(trace)));
    }

    [Fact]
    public async Task Unknown_view_is_a_404()
    {
        var trace = await TraceOfFailureAsync(
            fixture.Client(), c => c.GetDataAsync("Tickets", "nonsense", new DataQuery(), Cancellation));

        Assert.Equal((404, 404), (trace.Summary.Status, ServerStatus(trace)));
    }

    [Fact]
    public async Task Failed_api_is_a_502()
    {
        var trace = await TraceOfFailureAsync(
            fixture.Client(), c => c.GetDataAsync("Rude", "dropped", new DataQuery(), Cancellation));

        Assert.Equal((502, 502), (trace.Summary.Status, ServerStatus(trace)));
    }

    [Fact]
    public async Task Request_that_its_page_gave_up_has_no_status()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = fixture.Client().GetDataAsync("Rude", "slow", new DataQuery(), giveUp.Token);
        while (!fixture.Rude.Calls.Contains("GET /slow"))
            await fixture.Client().GetTracesAsync(Cancellation);

        var earlier = await TracesAsync();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var trace = await FirstAfterAsync(earlier);
        Assert.Equal((null, null), (trace.Summary.Status, ServerStatus(trace)));
        Assert.Contains(trace.Steps, s => s.Kind == TraceKinds.ServerCall && s.Details.Any(d => d.Name == "failed"));
    }

    [Theory]
    [InlineData("GET", "/api/nonsense", 404)]
    [InlineData("DELETE", "/api/views", 405)]
    [InlineData("PATCH", "/api/data/Tickets/v2-tickets/1", 415)]
    [InlineData("POST", "/api/tokens/decode", 415)]
    [InlineData("GET", "/api/data/Tickets/v2-tickets?top=many", 400)]
    public async Task Request_from_outside_the_pages_has_its_status(string method, string path, int status)
    {
        using var http = new HttpClient { BaseAddress = fixture.Portal };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Token());

        using var response = await http.SendAsync(request, Cancellation);

        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(Cancellation);
        var trace = await fixture.Client().GetTraceAsync(problem!.TraceId!, Cancellation);
        Assert.Equal((status, status), ((int)response.StatusCode, trace.Summary.Status));
    }

    private async Task<RequestTrace> TraceOfFailureAsync(PortalApiClient client, Func<PortalApiClient, Task> call)
    {
        var earlier = await TracesAsync();
        await Assert.ThrowsAsync<PortalApiException>(() => call(client));
        return await FirstAfterAsync(earlier);
    }

    private async Task<IReadOnlyList<string>> TracesAsync() =>
        [.. (await fixture.Client().GetTracesAsync(Cancellation)).Traces.Select(t => t.Id)];

    // The portal's span of a request ends after the response was sent, and the trace is listed then.
    private async Task<RequestTrace> FirstAfterAsync(IReadOnlyList<string> earlier)
    {
        while (true)
        {
            if ((await TracesAsync()).FirstOrDefault(id => !earlier.Contains(id)) is { } added)
                return await fixture.Client().GetTraceAsync(added, Cancellation);
        }
    }

    private static int? ServerStatus(RequestTrace trace) => trace.Steps.Single(s => s.Kind == TraceKinds.ServerCall).Status;
}
