using System.Net;
using System.Text.Json;
using AccessContract.Checks;
using Portal.Contracts.Access;
using Portal.Contracts.AppOnly;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Contracts.Trace;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.AppOnly;

/// <summary>
/// The same call on behalf of the user and as the application: which check refuses each, and that no row is returned.
/// </summary>
public sealed class ApplicationTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    [Fact]
    public async Task Bob_is_refused_where_the_application_is_allowed()
    {
        var both = await CompareAsync("bob");

        Assert.Equal((403, ProblemCodes.RoleMissing), (both.User.Status, both.User.Problem!.Code));
        Assert.Equal(("role", VerdictState.Refused), (both.User.Verdict.Failed?.Name, both.User.Verdict.State));
        Assert.Equal((200, VerdictState.Allowed), (both.Application.Status, both.Application.Verdict.State));
        Assert.Equal((50, 200L), (both.Application.Rows!.Shown, both.Application.Rows.Total));
    }

    [Fact]
    public async Task Alice_and_the_application_are_both_allowed_with_different_kinds_of_token()
    {
        var both = await CompareAsync("alice");

        Assert.Equal((200, 200), (both.User.Status, both.Application.Status));
        Assert.Equal(["access_as_user"], both.User.Token.Scopes);
        Assert.Equal(["Orders.Read"], both.User.Token.Roles);
        Assert.Equal(["Orders.Read.All"], both.Application.Token.Roles);
        Assert.Empty(both.Application.Token.Scopes);
        Assert.Contains(both.Application.Token.Findings!, f => f.Code == "app_token");
        Assert.NotEqual(both.User.SpanId, both.Application.SpanId);
    }

    [Fact]
    public async Task Application_is_refused_where_only_users_are_allowed()
    {
        var both = await CompareAsync("carol", "reports-sales");

        Assert.Equal((200, 403), (both.User.Status, both.Application.Status));
        Assert.Equal("token_kind", both.Application.Verdict.Failed?.Name);
        Assert.Null(both.Application.Rows);
    }

    [Fact]
    public async Task Response_contains_neither_rows_nor_raw_tokens()
    {
        using var response = await fixture.SendAsync(
            HttpMethod.Get, "/api/application/AppB/orders", await fixture.TokenAsync("bob"));
        var comparison = await ApplicationFixture.ReadAsync<CallerComparison>(response);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(50, comparison.Application.Rows!.Shown);
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("customer", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("placedOn", text, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Application_without_the_role_is_refused()
    {
        using var taken = fixture.TakeRole(TestTenant.AppB, TestTenant.Portal);

        var both = await CompareAsync("alice");

        Assert.Equal((200, 403), (both.User.Status, both.Application.Status));
        Assert.Equal(
            (ProblemCodes.RoleMissing, "role"), (both.Application.Problem!.Code, both.Application.Verdict.Failed?.Name));
    }

    [Fact]
    public async Task Both_callers_report_that_the_authority_is_unavailable()
    {
        var token = await fixture.TokenAsync("alice");
        using var fault = fixture.Fail(FaultEndpointNames.Token, 503);

        var both = await CompareAsync(token: token);

        Assert.All([both.User, both.Application], call =>
        {
            Assert.Equal(ProblemCodes.AuthorityUnavailable, call.Token.Problem!.Code);
            Assert.Equal((null, VerdictState.NoToken), (call.Status, call.Verdict.State));
        });
    }

    [Fact]
    public async Task Both_token_requests_are_in_one_trace_of_the_caller()
    {
        var token = await fixture.TokenAsync("alice");
        var both = await CompareAsync(token: token);

        using var response = await fixture.SendAsync(HttpMethod.Get, $"/api/trace/{both.TraceId}", token);
        var trace = await ApplicationFixture.ReadAsync<RequestTrace>(response);

        Assert.Equal(
            ["on_behalf_of", "client_credentials"],
            trace.Steps.Where(s => s.Kind == TraceKinds.Token).Select(
                s => s.Details.Single(d => d.Name == "grant").Value));
        Assert.Equal([200, 200], trace.Steps.Where(s => s.To == "AppB").Select(s => s.Status!.Value));
        Assert.DoesNotContain(TestTenant.PortalSecret, JsonSerializer.Serialize(trace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authority_refuses_an_assertion_without_a_user()
    {
        using var response = await fixture.SendAsync(
            HttpMethod.Post, "/api/application/AppB/assertion", await fixture.TokenAsync("alice"));

        var result = await ApplicationFixture.ReadAsync<AssertionTrialResult>(response);

        Assert.Equal((true, "AADSTS7000114", "invalid_grant"), (result.Refused, result.ErrorCode, result.Error));
        Assert.Equal(TestTenant.Portal, result.Assertion.Audience);
        Assert.True(Guid.TryParse(result.CorrelationId, out var correlation) && correlation != Guid.Empty);
    }

    [Fact]
    public async Task App_only_token_is_shown_as_claims()
    {
        using var response = await fixture.SendAsync(
            HttpMethod.Get, "/api/application/appb", await fixture.TokenAsync("bob"));

        var shown = await ApplicationFixture.ReadAsync<AppOnlyToken>(response);

        Assert.Equal(TokenHops.OfApplication("AppB"), shown.Token.Hop);
        Assert.Contains(shown.Token.Claims, c => c is { Name: "idtyp", Value: "app" });
        Assert.Equal(
            VerdictState.Allowed, shown.Access.Operations.Single(o => o.Name == "orders").Verdict.State);
    }

    [Fact]
    public async Task App_only_token_is_requested_again_if_the_request_asks_for_no_cache()
    {
        var token = await fixture.TokenAsync("bob");
        using (fixture.TakeRole(TestTenant.AppB, TestTenant.Portal))
            Assert.Equal(VerdictState.Refused, await OrdersAsync());

        Assert.Equal(VerdictState.Allowed, await OrdersAsync());

        async Task<VerdictState> OrdersAsync()
        {
            using var response = await fixture.SendAsync(HttpMethod.Get, "/api/application/appb", token);
            var shown = await ApplicationFixture.ReadAsync<AppOnlyToken>(response);
            return shown.Access.Operations.Single(o => o.Name == "orders").Verdict.State;
        }
    }

    [Theory]
    [InlineData("GET", "/api/application/nobody")]
    [InlineData("GET", "/api/application/nobody/orders")]
    [InlineData("GET", "/api/application/AppB/nothing")]
    [InlineData("POST", "/api/application/nobody/assertion")]
    public async Task Unknown_API_or_view_is_404(string method, string path)
    {
        using var response = await fixture.SendAsync(new HttpMethod(method), path, await fixture.TokenAsync("alice"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private async Task<CallerComparison> CompareAsync(string user = "", string view = "orders", string? token = null)
    {
        using var response = await fixture.SendAsync(
            HttpMethod.Get, $"/api/application/AppB/{view}", token ?? await fixture.TokenAsync(user));
        return await ApplicationFixture.ReadAsync<CallerComparison>(response);
    }
}
