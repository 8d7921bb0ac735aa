using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Trace;

/// <summary>Reported runs: who may report one, what it may contain, and who sees it.</summary>
public sealed class RunReportTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private const string Runs = "/api/trace/runs";

    public static TheoryData<string> Hostile =>
    [
        "raw token in the title", "raw token in a detail", "raw token in a scope", "raw token in escapes",
        "an additional member",
        "a missing member", "a duplicate member", "an unknown api", "another sender", "an unknown parent",
        "its own parent",
        "a control character", "a text that is too long", "a negative time", "an invalid status", "an uppercase id",
        "a line break after the id",
        "too many steps", "no steps", "null as a step", "null as a list", "a start long ago", "an array", "not JSON",
        "deeply nested",
    ];

    [Fact]
    public async Task App_with_the_role_can_report_and_only_an_administrator_sees_the_run()
    {
        var run = Run();
        using var reported = await ReportAsync(run, await BackgroundTokenAsync());
        using var ofAlice = await fixture.SendAsync(HttpMethod.Get, "/api/views", await fixture.TokenAsync("alice"));
        Assert.Equal(HttpStatusCode.NoContent, reported.StatusCode);

        var seen = (await ListAsync("carol")).Single(t => t.Id == Id(run));
        using var shown = await fixture.SendAsync(
            HttpMethod.Get, $"/api/trace/{seen.Id}", await fixture.TokenAsync("carol"));
        using var hidden = await fixture.SendAsync(
            HttpMethod.Get, $"/api/trace/{seen.Id}", await fixture.TokenAsync("alice"));

        Assert.Equal((TestTenant.Background, 200, 2), (seen.Application, seen.Status, seen.Steps));
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal([null], (await ListAsync("alice")).Select(t => t.Application).Distinct());
    }

    [Fact]
    public async Task User_token_is_refused_whatever_its_roles()
    {
        var plain = await fixture.TokenAsync("carol");
        var withRole = await fixture.TokenAsync("carol", set: new { roles = (string[])["Trace.Report"] });
        var contradicting = await fixture.TokenAsync(
            "carol", set: new { roles = (string[])["Trace.Report"], idtyp = "app" });

        foreach (var token in new[] { plain, withRole, contradicting })
        {
            using var response = await ReportAsync(Run(), token);

            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.TokenKindWrong);
            Assert.Contains(
                "insufficient_scope", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task App_without_the_role_is_refused()
    {
        using var response = await ReportAsync(Run(), await fixture.TokenAsync(user: null));

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
    }

    [Fact]
    public async Task App_with_the_role_is_refused_at_other_endpoints()
    {
        string[] paths = ["/api/trace", "/api/tokens", "/api/data/AppB/orders", "/api/application/AppB/orders"];

        foreach (var path in paths)
        {
            using var response = await fixture.SendAsync(HttpMethod.Get, path, await BackgroundTokenAsync());

            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.TokenKindWrong);
        }
    }

    [Fact]
    public async Task Run_is_accepted_once()
    {
        var run = Run();
        using var first = await ReportAsync(run, await BackgroundTokenAsync());
        using var second = await ReportAsync(run, await BackgroundTokenAsync());

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Body_that_is_too_large_or_not_JSON_is_refused()
    {
        var token = await BackgroundTokenAsync();
        using var large = await fixture.SendAsync(
            HttpMethod.Post, Runs, token, Json(new string(' ', 33 * 1024) + "{}"));
        using var form = await fixture.SendAsync(HttpMethod.Post, Runs, token, new StringContent("id=1"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_body_is_refused_without_being_repeated(string what)
    {
        using var response = await fixture.SendAsync(
            HttpMethod.Post, Runs, await BackgroundTokenAsync(), Json(Corrupt(what)));

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
    }

    private static string Corrupt(string what)
    {
        var run = Run();
        var steps = run["steps"]!.AsArray();
        var step = steps[1]!.AsObject();
        switch (what)
        {
            case "raw token in the title": run["title"] = "Bearer eyJhbGciOiJSUzI1NiJ9"; break;
            case "raw token in a detail":
                step["details"] = new JsonArray(
                new JsonObject { ["name"] = "x", ["value"] = "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln" }); break;
            case "raw token in a scope": step["sent"]!["scopes"] = new JsonArray("eyJhbGciOiJSUzI1NiJ9"); break;
            case "raw token in escapes":
                return run.ToJsonString().Replace(
                "A run", "\\u0065\\u0079JhbGciOiJS", StringComparison.Ordinal);
            case "an additional member": step["<evil>"] = 1; break;
            case "a missing member": step.Remove("details"); break;
            case "a duplicate member":
                return run.ToJsonString().Replace(
                "\"title\":\"A run\"", "\"title\":\"A run\",\"title\":\"B\"", StringComparison.Ordinal);
            case "an unknown api": step["to"] = "evil"; break;
            case "another sender": step["from"] = "browser"; break;
            case "an unknown parent": step["parentId"] = "00000000000000ff"; break;
            case "its own parent": step["parentId"] = step["id"]!.GetValue<string>(); break;
            case "a control character": step["title"] = "evil\nGET /orders"; break;
            case "a text that is too long": step["title"] = new string('a', 201); break;
            case "a negative time": step["offset"] = -1; break;
            case "an invalid status": step["status"] = 999; break;
            case "an uppercase id": run["id"] = Id(run).ToUpperInvariant().Replace('0', 'A'); break;
            case "a line break after the id": run["id"] = Id(run) + "\n"; break;
            case "too many steps":
                run["steps"] = new JsonArray(
                [.. Enumerable.Range(1, 51).Select(i => Step($"{i:x16}", "AppB"))]); break;
            case "no steps": run["steps"] = new JsonArray(); break;
            case "null as a step": steps.Add(null); break;
            case "null as a list": step["details"] = null; break;
            case "a start long ago": run["started"] = "2001-01-01T00:00:00Z"; break;
            case "an array": return "[]";
            case "not JSON": return "evil";
            case "deeply nested": return new string('[', 5000);
            default: throw new ArgumentOutOfRangeException(nameof(what), what, null);
        }

        return run.ToJsonString();
    }

    private static JsonObject Run() => new()
    {
        ["id"] = Guid.NewGuid().ToString("N"),
        ["title"] = "A run",
        ["started"] = DateTimeOffset.UtcNow.ToString("O"),
        ["steps"] = new JsonArray(Step("00000000000000a1", "authority"), Step("00000000000000a2", "AppB")),
    };

    private static JsonObject Step(string id, string to) => new()
    {
        ["id"] = id,
        ["parentId"] = null,
        ["kind"] = "call",
        ["from"] = "application",
        ["to"] = to,
        ["title"] = "GET /orders",
        ["offset"] = 1.5,
        ["milliseconds"] = 2,
        ["status"] = 200,
        ["sent"] = new JsonObject
        {
            ["audience"] = "appb",
            ["client"] = "job",
            ["scopes"] = new JsonArray(),
            ["roles"] = new JsonArray("Orders.Read.All"),
            ["expiresAt"] = null,
        },
        ["received"] = null,
        ["cached"] = null,
        ["details"] = new JsonArray(),
    };

    private static string Id(JsonObject run) => run["id"]!.GetValue<string>();

    private static StringContent Json(string text) =>
        new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private Task<string> BackgroundTokenAsync() => fixture.TokenAsync(user: null, TestTenant.Background);

    private Task<HttpResponseMessage> ReportAsync(JsonObject run, string token) =>
        fixture.SendAsync(HttpMethod.Post, Runs, token, Json(run.ToJsonString()));

    private async Task<IReadOnlyList<TraceSummary>> ListAsync(string user)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, "/api/trace", await fixture.TokenAsync(user));
        return (await ApplicationFixture.ReadAsync<TraceList>(response)).Traces;
    }
}
