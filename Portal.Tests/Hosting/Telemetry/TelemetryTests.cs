using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Tracing;

namespace Portal.Tests.Hosting.Telemetry;

/// <summary>What reaches a collector after a sign-in, a page, two reads and a refusal.</summary>
public sealed class TelemetryTests(TelemetryFixture fixture) : IClassFixture<TelemetryFixture>
{
    private OtlpCollector Collector => fixture.Collector;

    [Theory]
    [InlineData("portal.token.request.duration", "portal.token.grant", "authorization_code")]
    [InlineData("portal.token.request.duration", "portal.token.grant", "on_behalf_of")]
    [InlineData("portal.token.cache.lookups", "portal.outcome", "miss")]
    [InlineData("portal.token.cache.lookups", "portal.outcome", "hit")]
    [InlineData("portal.downstream.call.duration", "portal.api", "Ledger")]
    [InlineData("portal.problems", "portal.problem.code", ProblemCodes.RoleMissing)]
    [InlineData("http.server.request.duration", "http.response.status_code", "403")]
    [InlineData("http.client.request.duration", "http.response.status_code", "200")]
    [InlineData("kestrel.connection.duration", "", "")]
    [InlineData("dotnet.gc.collections", "", "")]
    [InlineData("MsalSuccess", "TokenSource", "IdentityProvider")]
    public void Metric_is_collected_with_its_attributes(string name, string attribute, string value) =>
        Assert.Contains(Collector.Points, point =>
            point.Name == name
            && point.Value > 0
            && (attribute.Length == 0 || point.Attributes.GetValueOrDefault(attribute) == value));

    [Fact]
    public void Exports_are_observed_when_metrics_are_collected() =>
        Assert.Contains(Collector.Points, point => point is { Name: "portal.exports.running", Value: 0 });

    [Theory]
    [InlineData("portal.problems", "portal.problem.code", ProblemCodes.InternalError)]
    [InlineData("portal.audit.entries", "portal.outcome", "failed")]
    public void Failure_that_did_not_occur_is_collected_as_zero(string name, string attribute, string value) =>
        Assert.Contains(Collector.Points, point =>
            point is { Value: 0 } && point.Name == name && point.Attributes.GetValueOrDefault(attribute) == value);

    [Fact]
    public void Each_hop_is_a_span_named_by_its_kind()
    {
        var own = Collector.Spans.Where(s => s.Source == RequestTraces.Name).ToList();

        Assert.Contains(own, s => s.Attributes[TraceTags.To] == "Ledger" && s.Attributes[TraceTags.Status] == "200");
        Assert.Contains(own, s => s.Attributes.GetValueOrDefault(TraceTags.ProblemCode) == ProblemCodes.RoleMissing);
        Assert.All(own, s => Assert.Contains(s.Text, (string[])[TraceKinds.Call, TraceKinds.ServerCall, TraceKinds.Token]));
        Assert.Contains(Collector.Spans, s => s.Text.Contains("data/{api}/{view", StringComparison.Ordinal));
    }

    [Fact]
    public void Log_records_arrive_with_their_text() =>
        Assert.Contains(Collector.Logs, record => record.Text.StartsWith("Now listening on:", StringComparison.Ordinal));

    [Fact]
    public void Source_of_everything_is_named()
    {
        Assert.Equal("on-behalf-of-portal", Collector.Resource["service.name"]);
        Assert.Equal("tests", Collector.Resource["deployment.environment.name"]);
        Assert.NotEmpty(Collector.Resource["service.version"]);
        Assert.NotEmpty(Collector.Resource["service.instance.id"]);
    }

    [Fact]
    public void Telemetry_contains_nothing_about_users()
    {
        var received = Collector.Received;

        Assert.NotEmpty(received);
        Assert.All(TelemetryFixture.Secrets, secret => Assert.DoesNotContain(secret, received, StringComparison.OrdinalIgnoreCase));
    }
}
