using System.Text.Json;
using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Tests.OtherApis;

namespace Portal.Tests.Tracing;

/// <summary>The trace of a request through the whole chain, and who may read it.</summary>
public sealed class TraceTests(OtherApisFixture fixture) : IClassFixture<OtherApisFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_hop_and_token_request_is_in_the_trace()
    {
        var client = fixture.Client();
        await ReadTicketsAsync(client);

        var trace = await FindAsync(client, "GET /api/data/Tickets/v2-tickets");

        Assert.Equal(
            [
                ("call", "browser", "pages"),
                ("token", "pages", "authority"),
                ("call", "pages", "backend"),
                ("answer", "pages", "backend"),
                ("token", "backend", "authority"),
                ("call", "backend", "authority"),
                ("call", "backend", "Tickets"),
            ],
            trace.Steps.Select(s => (s.Kind, s.From, s.To)));
    }

    [Fact]
    public async Task FLT_04_each_try_of_a_repeated_call_is_a_hop_of_its_own()
    {
        var client = fixture.Client();
        await client.GetDataAsync("Rude", "hiccup", new DataQuery(), Cancellation);

        var trace = await FindAsync(client, "GET /api/data/Rude/hiccup");

        Assert.Equal([503, 200], trace.Steps.Where(s => s.To == "Rude").Select(s => s.Status));
    }

    [Fact]
    public async Task Token_request_shows_its_parameters_without_the_secrets()
    {
        var client = fixture.Client();
        await ReadTicketsAsync(client);
        var trace = await FindAsync(client, "GET /api/data/Tickets/v2-tickets");

        var exchange = trace.Steps.Single(s => s.To == TraceParties.Authority && s.Kind == TraceKinds.Call);

        var shown = exchange.Details.ToDictionary(d => d.Name, d => d.Value);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", shown["grant_type"]);
        Assert.Equal("on_behalf_of", shown["requested_token_use"]);
        Assert.Equal(("•••", "•••"), (shown["assertion"], shown["client_secret"]));
        Assert.Equal(200, exchange.Status);
    }

    [Fact]
    public async Task Token_is_requested_once_and_then_cached()
    {
        var client = fixture.Client();
        await ReadTicketsAsync(client);
        await ReadTicketsAsync(client);

        var traces = (await client.GetTracesAsync(Cancellation)).Traces.Where(
            t => t.Title.Contains("v2-tickets", StringComparison.Ordinal)).ToList();
        var newer = await client.GetTraceAsync(traces[0].Id, Cancellation);
        var older = await client.GetTraceAsync(traces[1].Id, Cancellation);

        Assert.Equal((true, false), (Exchange(newer).Cached, Exchange(older).Cached));
        Assert.Equal(["read"], Exchange(newer).Received!.Scopes);
    }

    [Fact]
    public async Task INJ_08_Requests_of_one_page_have_the_same_action_without_the_query()
    {
        var client = fixture.Client();
        await ReadTicketsAsync(client);

        var newest = (await client.GetTracesAsync(Cancellation)).Traces.Take(2).ToList();

        Assert.Equal((TraceActionKinds.Opened, "/data/Tickets/v2-tickets"), (newest[0].Action?.Kind, newest[0].Action?.Page));
        Assert.Equal(newest[0].Action, newest[1].Action);
        Assert.Equal([false, true], newest.Select(t => t.ByPortal));
    }

    [Fact]
    public async Task TOK_61_Another_user_sees_no_trace()
    {
        var client = fixture.Client();
        await ReadTicketsAsync(client);
        var id = (await client.GetTracesAsync(Cancellation)).Traces[0].Id;
        var other = fixture.Client("bbbbbbbb-0000-4000-8000-0000000000bb");

        var otherTraces = await other.GetTracesAsync(Cancellation);
        var refusal = await Assert.ThrowsAsync<PortalApiException>(() => other.GetTraceAsync(id, Cancellation));

        Assert.Empty(otherTraces.Traces);
        Assert.Equal(ProblemCodes.NotFound, refusal.Problem.Code);
    }

    [Fact]
    public async Task Reading_a_trace_is_not_traced_and_a_trace_contains_no_token()
    {
        var client = fixture.Client();
        await ReadTicketsAsync(client);

        var first = await client.GetTracesAsync(Cancellation);
        var trace = JsonSerializer.Serialize(await client.GetTraceAsync(first.Traces[0].Id, Cancellation));
        var list = await client.GetTracesAsync(Cancellation);

        Assert.NotEmpty(list.Traces);
        Assert.DoesNotContain(list.Traces, t => t.Title.Contains("/api/trace", StringComparison.Ordinal));
        Assert.DoesNotContain("eyJ", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Polling_of_an_open_page_is_not_traced_and_the_next_request_is()
    {
        var client = fixture.Client();
        var before = (await client.GetTracesAsync(Cancellation)).Traces.Count;

        await client.GetAccessNowAsync(Cancellation);
        var after = (await client.GetTracesAsync(Cancellation)).Traces.Count;
        await client.GetAccessAsync(fresh: false, Cancellation);

        Assert.Equal(before, after);
        Assert.Equal("GET /api/access", (await client.GetTracesAsync(Cancellation)).Traces[0].Title);
    }

    private static TraceStep Exchange(RequestTrace trace) =>
        trace.Steps.Single(s => s is { Kind: TraceKinds.Token, From: TraceParties.Backend });

    private static async Task ReadTicketsAsync(PortalApiClient client)
    {
        var views = await client.GetViewsAsync(Cancellation);
        var view = views.Apis.Single(a => a.Api == "Tickets").Views.Single();
        await client.GetDataAsync("Tickets", view.Name, new DataQuery(Top: 5), Cancellation);
    }

    private static async Task<RequestTrace> FindAsync(PortalApiClient client, string title)
    {
        var traces = await client.GetTracesAsync(Cancellation);
        return await client.GetTraceAsync(traces.Traces.First(t => t.Title == title).Id, Cancellation);
    }
}
