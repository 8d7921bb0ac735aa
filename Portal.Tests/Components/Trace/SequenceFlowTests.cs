using Portal.Components.Trace;
using Portal.Contracts.Trace;

namespace Portal.Tests.Components.Trace;

/// <summary>The messages of a trace's sequence diagram, in order.</summary>
public sealed class SequenceFlowTests
{
    private static readonly TraceToken Token = new("aud", "client", ["scope"], [], null);

    [Fact]
    public void Exchange_is_listed_from_the_browser_to_the_api_and_back()
    {
        var flow = SequenceFlow.Read(Trace(cached: false, status: 200));

        Assert.Equal(["browser", "pages", "backend", "authority", "AppB"], flow.Parties);
        Assert.Equal(
            [
                "browser>pages opens or uses a page",
                "pages>pages token from the cache",
                "pages>backend GET /api/data/AppB/orders",
                "backend>authority POST /token: on-behalf-of",
                "authority>backend 200 and a token",
                "backend>AppB GET /orders",
                "AppB>backend 200",
                "backend>pages 200",
            ],
            flow.Messages.Select(m => $"{m.From}>{m.To} {TraceText.Label(m)}"));
    }

    [Fact]
    public void Cached_token_does_not_call_the_authority()
    {
        var flow = SequenceFlow.Read(Trace(cached: true, status: 403));

        Assert.DoesNotContain("authority", flow.Parties);
        Assert.Contains(flow.Messages, m => m is { Kind: MessageKind.CachedToken, From: "backend" });
    }

    [Fact]
    public void Every_message_has_an_explanation()
    {
        var messages = SequenceFlow.Read(Trace(cached: false, status: 403)).Messages
            .Concat(SequenceFlow.Read(Trace(cached: true, status: null)).Messages)
            .ToList();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.NotEmpty(TraceText.Explain(message)));
    }

    private static RequestTrace Trace(bool cached, int? status)
    {
        var steps = new List<TraceStep>
        {
            Step("1", null, TraceKinds.Call, "browser", "pages", "GET /api/data/AppB/orders"),
            Step("2", "1", TraceKinds.Token, "pages", "authority", "token", received: Token, cached: true),
            Step("3", "1", TraceKinds.Call, "pages", "backend", "GET /api/data/AppB/orders", status),
            Step("4", "3", TraceKinds.ServerCall, "pages", "backend", "GET /api/data/AppB/orders", status),
            Step("5", "4", TraceKinds.Token, "backend", "authority", "token", received: Token, cached: cached),
            Step("7", "4", TraceKinds.Call, "backend", "AppB", "GET /orders", status),
        };
        if (!cached)
        {
            steps.Insert(5, Step("6", "5", TraceKinds.Call, "backend", "authority", "POST /oauth2/v2.0/token", 200) with
            {
                Details = [new TraceDetail("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")],
            });
        }

        return new RequestTrace(new TraceSummary("id", "title", default, 10, status, steps.Count), steps);
    }

    private static TraceStep Step(
        string id, string? parent, string kind, string from, string to, string title,
        int? status = null, TraceToken? received = null, bool? cached = null) =>
        new(id, parent, kind, from, to, title, 0, 1, status, null, received, cached, []);
}
