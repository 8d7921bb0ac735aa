using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Client;
using Portal.Contracts;

namespace Portal.Tests.OtherApis;

/// <summary>What the backend makes of a downstream API that misbehaves, and of callers who try to lead it astray.</summary>
public sealed class RudeApiTests(OtherApisFixture fixture) : IClassFixture<OtherApisFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("large", 502, ProblemCodes.DownstreamInvalid)]
    [InlineData("slow", 504, ProblemCodes.DownstreamTimeout)]
    [InlineData("redirect", 502, ProblemCodes.DownstreamInvalid)]
    [InlineData("html", 502, ProblemCodes.DownstreamInvalid)]
    [InlineData("problem-200", 502, ProblemCodes.DownstreamInvalid)]
    public async Task Misbehaviour_before_the_answer_begins_has_its_words(string view, int status, string code)
    {
        using var response = await GetAsync($"/api/data/Rude/{view}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await ReadAsync(response)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("large-chunked")]
    [InlineData("endless")]
    [InlineData("dropped")]
    public async Task Answer_that_goes_wrong_on_its_way_never_looks_complete(string view)
    {
        // A reset may overtake what was sent before it: then not even the status arrives.
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            using var response = await GetAsync($"/api/data/Rude/{view}", HttpCompletionOption.ResponseHeadersRead);
            await response.Content.ReadAsByteArrayAsync(Cancellation);
        });
    }

    [Theory]
    [InlineData("large-chunked", "The answer broke off")]
    [InlineData("broken", "The answer could not be read")]
    [InlineData("not-a-list", "The answer could not be read")]
    public async Task Page_is_told_in_words(string name, string title)
    {
        var client = fixture.Client();
        var view = (await client.GetViewsAsync(Cancellation)).Apis.Single(a => a.Api == "Rude").Views.Single(v => v.Name == name);

        var exception = await Assert.ThrowsAsync<PortalApiException>(
            () => client.GetDataAsync("Rude", view, new DataQuery(), Cancellation));

        Assert.Equal(title, exception.Problem.Title);
    }

    [Fact]
    public async Task Only_listed_headers_go_along()
    {
        using var response = await GetAsync("/api/data/Rude/cookies");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Location"));
        Assert.True(response.Headers.Contains("Link"));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/api/data/Tickets/v2-tickets/..%2F..%2Fadmin")]
    [InlineData("/api/data/Tickets/v2-tickets/..%5Cadmin")]
    [InlineData("/api/data/Tickets/v2-tickets/%252e%252e%252fadmin")]
    [InlineData("/api/data/Tickets/v2-tickets/%25")]
    [InlineData("/api/data/Tickets/v2-tickets/a%0D%0AX-Evil:1")]
    public async Task Key_that_is_structure_is_refused_and_nobody_is_called(string path)
    {
        var before = RowCalls();

        using var response = await GetAsync(path);

        Assert.Contains((int)response.StatusCode, (int[])[400, 404]);
        Assert.Equal(before, RowCalls());

        // The first test to come also reads the contract, which is no call with a key.
        string[] RowCalls() => [.. fixture.Tickets.Calls.Where(c => c != "GET /docs/api.json")];
    }

    [Theory]
    [InlineData("T-1%3Fstate=closed", "GET /v2/tickets/T-1?state=closed")]
    [InlineData("T-1%23x", "GET /v2/tickets/T-1#x")]
    [InlineData("@elsewhere.example", "GET /v2/tickets/@elsewhere.example")]
    [InlineData("http:%C3%A4;x", "GET /v2/tickets/http:ä;x")]
    public async Task Key_with_marks_stays_one_segment(string key, string call)
    {
        using var response = await GetAsync($"/api/data/Tickets/v2-tickets/{key}");

        Assert.Equal(call, fixture.Tickets.Calls.Last());
    }

    [Fact]
    public async Task Query_that_is_too_long_is_refused_in_words()
    {
        using var response = await GetAsync($"/api/data/Tickets/v2-tickets?q={new string('x', 10_000)}");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(ProblemCodes.QueryInvalid, (await ReadAsync(response)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "", 400)]
    public async Task Change_that_is_no_json_object_is_refused_here(string type, string body, int status)
    {
        using var response = await PatchAsync("/api/data/Tickets/v2-tickets/T-1", type, body);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Change_that_is_too_large_is_refused_here()
    {
        using var response = await PatchAsync(
            "/api/data/Tickets/v2-tickets/T-1", "application/json", $$"""{"state":"{{new string('x', 70_000)}}"}""");

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task View_without_rows_of_their_own_has_no_address_for_one()
    {
        using var response = await GetAsync("/api/data/Ledger/entries/1");

        Assert.Equal(404, (int)response.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(
        string path, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{fixture.Portal.ToString().TrimEnd('/')}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Token());
        return await client.SendAsync(request, completion, Cancellation);
    }

    private async Task<HttpResponseMessage> PatchAsync(string path, string type, string body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(fixture.Portal, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Token());
        request.Content = new StringContent(body, new MediaTypeHeaderValue(type));
        return await client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
}
