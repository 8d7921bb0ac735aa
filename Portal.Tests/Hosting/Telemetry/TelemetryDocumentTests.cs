using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Tests.Deployment;

namespace Portal.Tests.Hosting.Telemetry;

/// <summary>docs/telemetry.md, the dashboard and the alert rules name instruments that a portal with Redis has.</summary>
public sealed partial class TelemetryDocumentTests(TelemetryFixture fixture) : IClassFixture<TelemetryFixture>
{
    private const string OwnRow = "| `portal.";
    private const string UpdateVariable = "UPDATE_DOCS";
    private const string Begin = "<!-- instruments, written by TelemetryDocumentTests -->";
    private const string End = "<!-- end of instruments -->";

    [Fact]
    public async Task Document_lists_every_instrument()
    {
        Assert.NotEmpty(fixture.Collector.Points);
        await using var own = await Instruments.CreateOwnAsync();
        var file = Path.Combine(DeploymentFiles.Root, "docs/telemetry.md");
        var actual = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var (begin, end) = (actual.IndexOf(Begin, StringComparison.Ordinal), actual.IndexOf(End, StringComparison.Ordinal));
        var expected = $"{actual[..(begin + Begin.Length)]}\n{Tables()}{actual[end..]}";
        if (Environment.GetEnvironmentVariable(UpdateVariable) is not null)
            await File.WriteAllTextAsync(file, actual = expected, TestContext.Current.CancellationToken);

        // The framework creates some instruments only when they are used, and other tests in this process use more of them.
        var (listed, existing) = (RowsIn(actual), RowsIn(expected));
        Assert.Subset(existing, listed);
        Assert.All(existing.Where(row => row.StartsWith(OwnRow, StringComparison.Ordinal)), row => Assert.Contains(row, listed));
    }

    [Fact]
    public async Task Dashboard_queries_existing_metrics_only()
    {
        using var dashboard = JsonDocument.Parse(DeploymentFiles.Read("grafana/portal.json"));

        await AssertKnownAsync(dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!));
    }

    [Fact]
    public async Task Alert_rules_query_existing_metrics_only()
    {
        var group = (Dictionary<object, object>)((List<object>)DeploymentFiles.Yaml("prometheus/alerts.yml")["groups"]).Single();

        await AssertKnownAsync(((List<object>)group["rules"]).Select(rule => (string)((Dictionary<object, object>)rule)["expr"]));
    }

    private async Task AssertKnownAsync(IEnumerable<string> queries)
    {
        Assert.NotEmpty(fixture.Collector.Points);
        await using var own = await Instruments.CreateOwnAsync();
        var series = Instruments.All().SelectMany(Instruments.PrometheusSeries).ToHashSet(StringComparer.Ordinal);

        Assert.All(queries, query => Assert.Subset(series, MetricsIn(query)));
    }

    // What remains of a query without its labels, ranges and functions.
    private static HashSet<string> MetricsIn(string query) =>
        [.. Name().Matches(NoMetric().Replace(query, " ")).Select(match => match.Value)];

    private static HashSet<string> RowsIn(string document) =>
        document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var meter in Instruments.All().GroupBy(i => i.Meter.Name))
        {
            text.Append(null, $"\n### {meter.Key}\n\n| Name | Kind | Unit | Meaning |\n|---|---|---|---|\n");
            foreach (var instrument in meter)
            {
                var unit = instrument.Unit is { Length: > 0 } known ? $"`{known}`" : "";
                text.Append(null, $"| `{instrument.Name}` | {Instruments.KindOf(instrument)} | {unit} | {instrument.Description} |\n");
            }
        }

        return text.Append('\n').ToString();
    }

    [GeneratedRegex(
        @"\{[^}]*\}|\[[^]]*\]|\b(by|without)\s*\([^)]*\)|\b\w+\s*(?=\(|by\b|without\b)|\boffset\s+\w+"
            + @"|\b(and|or|unless)\b|\b\d[\w.]*",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoMetric();

    [GeneratedRegex("[A-Za-z_]\\w*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
