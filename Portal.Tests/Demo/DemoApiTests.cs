using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Entra.Emulator.Control;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Demo;

/// <summary>
/// The emulator's controls through the portal's backend: valid requests, refused ones, and tampered tokens.
/// </summary>
public sealed class DemoApiTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IDisposable
{
    public void Dispose()
    {
        fixture.Service<PendingFaults>().Clear();
        fixture.Service<TenantClock>().Offset = TimeSpan.Zero;
    }

    public static TheoryData<string, string, string> Invalid => new()
    {
        { "faults", """{"endpoint":"nothing","code":65001}""", "endpoint" },
        { "faults", """{"endpoint":"token","code":1}""", "code" },
        { "faults", """{"endpoint":"graph","code":65001}""", "code" },
        { "faults", """{"endpoint":"token","status":200}""", "status" },
        { "faults", """{"endpoint":"token","body":"song"}""", "body" },
        { "faults", """{"endpoint":"token","code":65001,"times":0}""", "times" },
        { "faults", """{"endpoint":"token","code":65001,"times":21}""", "times" },
        { "faults", """{"endpoint":"token","code":65001,"times":1.5}""", "times" },
        { "faults", """{"endpoint":"token","code":65001,"times":"2"}""", "times" },
        { "faults", """{"endpoint":"token","code":65001,"delayMilliseconds":30001}""", "delayMilliseconds" },
        { "faults", """{"endpoint":"token","code":65001,"delayMilliseconds":-1}""", "delayMilliseconds" },
        { "faults", """{"endpoint":"token"}""", "delayMilliseconds" },
        { "faults", """{"endpoint":"token","code":65001,"id":3}""", "id" },
        { "faults", """{"endpoint":"graph","status":503,"onlyOnBehalfOf":true}""", "onlyOnBehalfOf" },
        { "clock", """{"offsetSeconds":315360001}""", "offsetSeconds" },
        { "clock", """{"offsetSeconds":-9223372036854775808}""", "offsetSeconds" },
        { "clock", """{"offsetSeconds":"far"}""", "offsetSeconds" },
        { "keys", """{"mode":"lose"}""", "mode" },
        { "forgeries", """{"api":"AppB","view":"orders","fault":"unheard of"}""", "fault" },
        { "forgeries", """{"api":"AppB","view":"orders","fault":"chosen"}""", "choice" },
        { "forgeries", Chosen("""{"kind":"set_claim","name":"a","value":1}""", fault: TamperingFaults.Role), "choice" },
        { "forgeries", Chosen("""{"kind":"set_claim","name":"a","value":1}""", key: "mine"), "choice.key" },
        { "forgeries", Chosen("""{"kind":"twist","name":"a"}"""), "choice.changes[0].kind" },
        { "forgeries", Chosen("""{"kind":"set_claim","name":"","value":1}"""), "choice.changes[0].name" },
        { "forgeries", Chosen("""{"kind":"set_claim","name":"a\u0007","value":1}"""), "choice.changes[0].name" },
        { "forgeries", Chosen("""{"kind":"set_claim","name":"a","value":1},{"kind":"remove_claim","name":"a"}"""), "choice.changes[1].name" },
        { "forgeries", Chosen("""{"kind":"remove_claim","name":"a","value":1}"""), "choice.changes[0].value" },
        { "forgeries", Chosen("""{"kind":"set_claim","name":"a","value":"\ud800"}"""), "choice.changes[0].value" },
        { "forgeries", Chosen($$"""{"kind":"set_claim","name":"a","value":"{{new string('x', 9000)}}"}"""), "choice.changes[0].value" },
        { "forgeries", Chosen("null"), "choice.changes[0]" },
    };

    /// <summary>The changes to a token and the check that fails; null if the token is accepted.</summary>
    public static TheoryData<string, string?> Tampered => new()
    {
        { """{"kind":"set_claim","name":"roles","value":["Orders.Write"]},{"kind":"set_claim","name":"ver","value":"1.0"}""", "version" },
        { """{"kind":"set_claim","name":"roles","value":["Orders.Write"]}""", "role" },
        { """{"kind":"set_claim","name":"roles","value":"Orders.Read"}""", null },
        { """{"kind":"set_claim","name":"scp","value":["access_as_user"]}""", null },
        { """{"kind":"set_claim","name":"scp","value":{"a":"access_as_user"}}""", "scope" },
        { """{"kind":"set_claim","name":"idtyp","value":null}""", "token_kind" },
        { """{"kind":"set_claim","name":"aud","value":3}""", "signature" },
        { """{"kind":"set_claim","name":"exp","value":4102444800000}""", "lifetime" },
        { """{"kind":"set_claim","name":"exp","value":true}""", "signature" },
        { """{"kind":"remove_claim","name":"tid"}""", "tenant" },
        { """{"kind":"remove_claim","name":"iat"},{"kind":"remove_claim","name":"exp"}""", "lifetime" },
        { """{"kind":"set_header","name":"typ","value":"logout+jwt"}""", "token_kind" },
        { """{"kind":"set_header","name":"alg","value":"HS256"}""", "signature" },
        { """{"kind":"remove_header","name":"kid"}""", "signature" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Invalid_request_is_a_problem_that_names_the_field(string control, string json, string field)
    {
        using var response = await PostAsync(control, json);

        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((ProblemCodes.RequestInvalid, field), (problem!.Code, problem.Field));
        Assert.NotEmpty(problem.Detail!);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    public async Task Unreadable_body_is_a_problem(string json, int status)
    {
        using var response = await PostAsync("faults", json);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Body_that_is_too_large_is_413()
    {
        using var response = await PostAsync("forgeries", $$"""{"api":"{{new string('x', 40_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Pending_faults_keep_their_order_and_can_be_removed()
    {
        await ChangeStateAsync(
            "faults", """{"endpoint":"logout","code":50105,"status":403,"times":3,"delayMilliseconds":20}""");
        var state = await ChangeStateAsync("faults", """{"endpoint":"logout","status":503}""");
        var first = state.PendingFaults[0];

        var left = await SendAsync<DemoState>(HttpMethod.Delete, $"faults/{first.Id}", json: null);
        var again = await SendAsync<DemoState>(HttpMethod.Delete, $"faults/{first.Id}", json: null);
        var none = await SendAsync<DemoState>(HttpMethod.Delete, "faults", json: null);

        Assert.Equal(new FaultRequest("logout", 50105, 403, 3, 20), first.Fault);
        Assert.Equal(503, Assert.Single(left.PendingFaults).Fault.Status);
        Assert.Single(again.PendingFaults);
        Assert.Empty(none.PendingFaults);
    }

    [Fact]
    public async Task Everything_broken_is_counted_and_put_back()
    {
        await ChangeStateAsync("faults", """{"endpoint":"token","status":503,"untilPutBack":true,"onlyOnBehalfOf":true}""");
        await ChangeStateAsync("clock", """{"offsetSeconds":60}""");
        await ChangeStateAsync("scenes/take-role", "{}");

        var broken = await SendAsync<BrokenState>(HttpMethod.Get, "broken", json: null);
        var whole = await SendAsync<DemoState>(HttpMethod.Post, "put-back", json: null);

        Assert.Equal(3, broken.Count);
        Assert.Equal([new DemoChange(DemoChangeKinds.RoleRemoved, "alice", "AppB", "Orders.Read")], broken.Changes);
        Assert.Equal(
            new FaultRequest("token", Status: 503) { UntilPutBack = true, OnlyOnBehalfOf = true }, Assert.Single(broken.Faults).Fault);
        Assert.Equal(0, whole.Broken.Count);
    }

    [Fact]
    public async Task Every_error_code_of_the_emulator_is_offered_with_a_description()
    {
        var state = await SendAsync<DemoState>(HttpMethod.Get, "", json: null);

        Assert.Equal(
            Entra.Emulator.OAuth.Errors.ErrorTable.All.Keys.Order(), state.Codes.Select(c => c.Number).Order());
        Assert.All(state.Codes, c => Assert.True(c is { Subject.Length: > 0, Title.Length: > 10 }, $"{c.Number}"));
        Assert.Contains(FaultEndpointNames.Token, state.Endpoints);
    }

    [Fact]
    public async Task Clock_and_keys_can_be_set()
    {
        var ahead = await ChangeStateAsync("clock", """{"offsetSeconds":60}""");
        var right = await ChangeStateAsync("clock", """{"offsetSeconds":0}""");
        var announced = await ChangeStateAsync("keys", """{"mode":"announce"}""");

        Assert.Equal((60, 0), (ahead.ClockOffsetSeconds, right.ClockOffsetSeconds));
        Assert.Equal([KeyStates.Current, KeyStates.Next], announced.Keys.Select(k => k.State));
    }

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task Verdict_on_a_tampered_token_matches_AppB(string changes, string? check)
    {
        var result = await SendAsync<TamperedTokenResult>(HttpMethod.Post, "forgeries", Chosen(changes));

        Assert.Equal(check, result.Failed);
        Assert.Equal(check, result.Verdict.Failed?.Name);
        Assert.Equal(changes.Split("\"kind\"").Length - 1, result.Differences.Count);
    }

    [Fact]
    public async Task Differences_are_shown_as_JSON_without_the_token()
    {
        var json = Chosen(
            """{"kind":"set_claim","name":"ver","value":2.0},{"kind":"set_claim","name":"scp","value":"access_as_user"},{"kind":"set_claim","name":"x","value":"é<b>"}""",
            key: TamperingKeys.None);

        using var response = await PostAsync("forgeries", json);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var result = JsonSerializer.Deserialize<TamperedTokenResult>(text, JsonSerializerOptions.Web)!;
        Assert.Equal(
            [
                new("alg", InHeader: true, "\"RS256\"", "\"none\""),
                new("ver", InHeader: false, "\"2.0\"", "2.0"),
                new TokenDifference("x", InHeader: false, null, "\"é<b>\""),
            ],
            result.Differences);
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_only_token_can_be_tampered_with()
    {
        var good = await SendAsync<TamperedTokenResult>(HttpMethod.Post, "forgeries", Chosen("", withoutUser: true));
        var wrong = await SendAsync<TamperedTokenResult>(
            HttpMethod.Post,
            "forgeries",
            Chosen("""{"kind":"set_claim","name":"scp","value":"access_as_user"}""", withoutUser: true));

        Assert.Equal((200, null), (good.Status, good.Failed));
        Assert.Empty(good.Differences);
        Assert.Equal(("token_kind", "token_kind"), (wrong.Failed, wrong.Verdict.Failed?.Name));
    }

    private static string Chosen(
        string changes,
        string fault = TamperingFaults.Chosen,
        string key = TamperingKeys.Tenant,
        bool withoutUser = false) =>
        $$"""
        {
          "api": "AppB", "view": "orders", "fault": "{{fault}}",
          "choice": { "changes": [{{changes}}], "key": "{{key}}", "withoutUser": {{(withoutUser ? "true" : "false")}} }
        }
        """;

    private Task<DemoState> ChangeStateAsync(string control, string json) =>
        SendAsync<DemoState>(HttpMethod.Post, control, json);

    private Task<HttpResponseMessage> PostAsync(string control, string json) =>
        RequestAsync(HttpMethod.Post, control, json);

    private async Task<T> SendAsync<T>(HttpMethod method, string control, string? json)
    {
        using var response = await RequestAsync(method, control, json);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!;
    }

    private async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string control, string? json)
    {
        using var request = new HttpRequestMessage(method, $"api/demo/{control}".TrimEnd('/'));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await fixture.TokenAsync("alice"));
        request.Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));
        return await fixture.Portal.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
