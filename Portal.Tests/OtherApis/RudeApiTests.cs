using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.OtherApis;

/// <summary>How the backend handles a misbehaving downstream API and hostile callers.</summary>
public sealed class RudeApiTests(OtherApisFixture fixture) : IClassFixture<OtherApisFixture>
{
    public static TheoryData<string> MalformedNames => [.. RudeApi.Malformed.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("large", 502, ProblemCodes.DownstreamInvalid)]
    [InlineData("large-chunked", 502, ProblemCodes.DownstreamInvalid)]
    [InlineData("dropped", 502, ProblemCodes.DownstreamUnavailable)]
    [InlineData("endless", 504, ProblemCodes.DownstreamTimeout)]
    [InlineData("slow", 504, ProblemCodes.DownstreamTimeout)]
    [InlineData("redirect", 502, ProblemCodes.DownstreamInvalid)]
    [InlineData("html", 502, ProblemCodes.DownstreamInvalid)]
    [InlineData("problem-200", 502, ProblemCodes.DownstreamInvalid)]
    public async Task Failure_of_the_api_has_its_code(string view, int status, string code)
    {
        using var response = await GetAsync($"/api/data/Rude/{view}");

        await ProblemAssert.IsAsync(response, (HttpStatusCode)status, code);
    }

    [Fact]
    public async Task Rows_that_cannot_be_requested_are_reported()
    {
        var page = await fixture.Client().GetDataAsync("Rude", "first-of-many", new DataQuery(), Cancellation);

        Assert.Equal((1, null, 10L, IncompleteReasons.NoNextPage), (page.Rows.Count, page.Next, page.Count, page.Incomplete));
    }

    [Theory]
    [InlineData("trickle", 504, ProblemCodes.DownstreamTimeout)]
    [InlineData("endless-chunks", 502, ProblemCodes.DownstreamInvalid)]
    [InlineData("bomb", 502, ProblemCodes.DownstreamInvalid)]
    public async Task FLT_03_FLT_06_FLT_07_response_that_would_not_end_or_fit_is_cut_off(
        string view, int status, string code)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await GetAsync($"/api/data/Rude/{view}");

        await ProblemAssert.IsAsync(response, (HttpStatusCode)status, code);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task FLT_01_api_that_is_down_is_reported_within_seconds_and_other_apis_respond()
    {
        var started = Stopwatch.GetTimestamp();
        using var down = await GetAsync("/api/data/AppB/orders");

        await ProblemAssert.IsAsync(down, HttpStatusCode.BadGateway, ProblemCodes.DownstreamUnavailable);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        using var other = await GetAsync("/api/data/Ledger/entries");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("not-a-list")]
    public async Task Failure_in_the_response_reaches_the_page_with_its_code(string name)
    {
        var client = fixture.Client();
        var view = (await client.GetViewsAsync(Cancellation)).Apis.Single(a => a.Api == "Rude").Views.Single(
            v => v.Name == name);

        var exception = await Assert.ThrowsAsync<PortalApiException>(
            () => client.GetDataAsync("Rude", view.Name, new DataQuery(), Cancellation));

        Assert.Equal((ProblemCodes.DownstreamInvalid, 502), (exception.Problem.Code, exception.Problem.Status));
    }

    [Theory]
    [MemberData(nameof(MalformedNames))]
    public async Task FLT_05_INJ_13_malformed_success_is_a_502_without_its_content(string name)
    {
        foreach (var path in (string[])[$"/api/data/Rude/{name}", $"/api/data/Rude/things/{name}"])
        {
            using var read = await GetAsync(path);
            await AssertInvalidAsync(read);
        }

        using var change = await PatchAsync($"/api/data/Rude/things/{name}", "application/json", """{"note":"x"}""");
        await AssertInvalidAsync(change);
        Assert.Contains(
            "may have been made", await change.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SRF_07_change_is_not_sent_again_to_where_the_api_redirects()
    {
        using var response = await PatchAsync("/api/data/Rude/things/moved", "application/json", """{"note":"x"}""");

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadGateway, ProblemCodes.DownstreamInvalid);
        Assert.DoesNotContain("PATCH /things/target", fixture.Rude.Calls);
    }

    [Theory]
    [InlineData("wait-seconds", 30)]
    [InlineData("wait-date", 3600)]
    [InlineData("wait-forever", 3600)]
    [InlineData("wait-garbage", null)]
    [InlineData("wait-unknown", null)]
    public async Task FLT_09_wait_that_the_api_asks_for_reaches_the_caller(string view, int? seconds)
    {
        var before = fixture.Rude.Calls.Count(c => c == $"GET /{view}");

        using var response = await GetAsync($"/api/data/Rude/{view}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, ProblemCodes.DownstreamThrottled);
        Assert.Equal(seconds, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(1, fixture.Rude.Calls.Count(c => c == $"GET /{view}") - before);
    }

    [Theory]
    [InlineData("challenge-words")]
    [InlineData("challenge-long")]
    public async Task OBO_11_malformed_claims_challenge_does_not_reach_the_authority(string view)
    {
        var token = fixture.Token();
        using var first = await GetAsync("/api/data/Rude/cookies", token);
        var before = fixture.Authority.TokenRequests;

        using var response = await GetAsync($"/api/data/Rude/{view}", token);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.TokenInvalid);
        Assert.Equal(before, fixture.Authority.TokenRequests);
        Assert.Equal(1, fixture.Rude.Calls.Count(c => c == $"GET /{view}"));
    }

    [Fact]
    public async Task INJ_14_Headers_of_the_api_are_not_forwarded()
    {
        using var response = await GetAsync("/api/data/Rude/cookies");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Location"));
        Assert.False(response.Headers.Contains("Link"));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/api/data/Tickets/v2-tickets/..%2F..%2Fadmin")]
    [InlineData("/api/data/Tickets/v2-tickets/..%5Cadmin")]
    [InlineData("/api/data/Tickets/v2-tickets/%252e%252e%252fadmin")]
    [InlineData("/api/data/Tickets/v2-tickets/%25")]
    [InlineData("/api/data/Tickets/v2-tickets/a%0D%0AX-Evil:1")]
    public async Task SRF_02_SRF_04_Key_with_path_structure_is_refused_without_a_call(string path)
    {
        var before = RowCalls();

        using var response = await GetAsync(path);

        Assert.Contains((int)response.StatusCode, (int[])[400, 404]);
        Assert.Equal(before, RowCalls());

        // The portal may also read the contract, which is not a call for a row.
        string[] RowCalls() => [.. fixture.Tickets.Calls.Where(c => c != "GET /docs/api.json")];
    }

    [Theory]
    [InlineData("T-1%3Fstate=closed", "GET /v2/tickets/T-1?state=closed")]
    [InlineData("T-1%23x", "GET /v2/tickets/T-1#x")]
    [InlineData("@elsewhere.example", "GET /v2/tickets/@elsewhere.example")]
    [InlineData("http:%C3%A4;x", "GET /v2/tickets/http:ä;x")]
    public async Task SRF_03_Key_with_special_characters_stays_one_segment(string key, string call)
    {
        using var response = await GetAsync($"/api/data/Tickets/v2-tickets/{key}");

        Assert.Equal(call, fixture.Tickets.Calls.Last());
    }

    [Theory]
    [InlineData("Tickets/v2-tickets?per_page=5")]
    [InlineData("Tickets/v2-tickets?sort=subject")]
    [InlineData("Tickets/v2-tickets?filter=gone eq 1")]
    [InlineData("Ledger/entries?skip=20")]
    public async Task Query_that_the_view_does_not_support_is_refused(string address)
    {
        using var response = await GetAsync($"/api/data/{address}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.QueryInvalid);
    }

    [Fact]
    public async Task WEB_14_Query_that_is_too_long_is_refused()
    {
        using var response = await GetAsync($"/api/data/Tickets/v2-tickets?q={new string('x', 10_000)}");

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.QueryInvalid);
    }

    [Theory]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "", 400)]
    public async Task Change_that_is_not_a_JSON_object_is_refused_by_the_backend(string type, string body, int status)
    {
        using var response = await PatchAsync("/api/data/Tickets/v2-tickets/T-1", type, body);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Change_that_is_too_large_is_refused_by_the_backend()
    {
        using var response = await PatchAsync(
            "/api/data/Tickets/v2-tickets/T-1", "application/json", $$"""{"state":"{{new string('x', 70_000)}}"}""");

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task View_without_row_addresses_returns_404_for_a_row()
    {
        using var response = await GetAsync("/api/data/Ledger/entries/1");

        Assert.Equal(404, (int)response.StatusCode);
    }

    private static async Task AssertInvalidAsync(HttpResponseMessage response)
    {
        await ProblemAssert.IsAsync(response, HttpStatusCode.BadGateway, ProblemCodes.DownstreamInvalid);
        Assert.DoesNotContain(
            "canary", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? token = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{fixture.Portal.ToString().TrimEnd('/')}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? fixture.Token());
        return await client.SendAsync(request, Cancellation);
    }

    private async Task<HttpResponseMessage> PatchAsync(string path, string type, string body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(fixture.Portal, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Token());
        request.Content = new StringContent(body, new MediaTypeHeaderValue(type));
        return await client.SendAsync(request, Cancellation);
    }
}
