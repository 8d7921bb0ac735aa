using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts;
using Portal.Tests.Emulator;

namespace Portal.Tests.Api;

/// <summary>The same call as the user and as the application: who gets how far, and that no row of it leaves.</summary>
public sealed class ApplicationTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    [Fact]
    public async Task Bob_is_refused_where_the_application_is_let_in()
    {
        var both = await CompareAsync("bob");

        Assert.Equal((403, ProblemCodes.RoleMissing), (both.User.Status, both.User.Problem!.Code));
        Assert.Equal(("role", VerdictStates.Stops), (both.User.Verdict.Failed, both.User.Verdict.State));
        Assert.Equal((200, VerdictStates.Opens), (both.Application.Status, both.Application.Verdict.State));
        Assert.Equal((50, 200L), (both.Application.Rows!.Shown, both.Application.Rows.Total));
    }

    [Fact]
    public async Task Alice_and_the_application_are_both_let_in_by_tokens_of_two_kinds()
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
    public async Task Application_is_refused_what_takes_users_alone()
    {
        var both = await CompareAsync("carol", "reports-sales");

        Assert.Equal((200, 403), (both.User.Status, both.Application.Status));
        Assert.Equal("token_kind", both.Application.Verdict.Failed);
        Assert.Null(both.Application.Rows);
    }

    [Fact]
    public async Task No_row_and_no_raw_token_is_in_the_answer()
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, "/api/application/AppB/orders", await fixture.TokenAsync("bob"));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("customer", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("placedOn", text, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Application_without_the_role_is_refused_too()
    {
        using var taken = fixture.TakeRole(TestTenant.AppB, TestTenant.Portal);

        var both = await CompareAsync("alice");

        Assert.Equal((200, 403), (both.User.Status, both.Application.Status));
        Assert.Equal((ProblemCodes.RoleMissing, "role"), (both.Application.Problem!.Code, both.Application.Verdict.Failed));
    }

    [Fact]
    public async Task Each_side_says_that_the_authority_is_down()
    {
        var token = await fixture.TokenAsync("alice");
        await fixture.FailTokensAsync(503);
        try
        {
            var both = await CompareAsync(token: token);

            Assert.All([both.User, both.Application], side =>
            {
                Assert.Equal(ProblemCodes.AuthorityUnavailable, side.Token.Problem!.Code);
                Assert.Equal((null, VerdictStates.NoToken), (side.Status, side.Verdict.State));
            });
        }
        finally
        {
            await fixture.HealAsync();
        }
    }

    [Fact]
    public async Task Both_exchanges_are_in_one_trace_of_the_one_who_asked()
    {
        var token = await fixture.TokenAsync("alice");
        var both = await CompareAsync(token: token);

        using var response = await fixture.SendAsync(HttpMethod.Get, $"/api/trace/{both.TraceId}", token);
        var trace = (await ApplicationFixture.JsonAsync(response)).Deserialize<RequestTrace>(JsonSerializerOptions.Web)!;

        Assert.Equal(
            ["on_behalf_of", "client_credentials"],
            trace.Steps.Where(s => s.Kind == TraceKinds.Token).Select(s => s.Details.Single(d => d.Name == "grant").Value));
        Assert.Equal([200, 200], trace.Steps.Where(s => s.To == "AppB").Select(s => s.Status!.Value));
        Assert.DoesNotContain("emulator-only", JsonSerializer.Serialize(trace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authority_refuses_an_assertion_without_a_user()
    {
        using var response = await fixture.SendAsync(
            HttpMethod.Post, "/api/application/AppB/assertion", await fixture.TokenAsync("alice"));

        var answer = (await ApplicationFixture.JsonAsync(response)).Deserialize<AssertionAnswer>(JsonSerializerOptions.Web)!;

        Assert.Equal((true, "AADSTS7000114", "invalid_grant"), (answer.Refused, answer.ErrorCode, answer.Error));
        Assert.Equal(TestTenant.Portal, answer.Assertion.Audience);
        Assert.True(Guid.TryParse(answer.CorrelationId, out var correlation) && correlation != Guid.Empty);
    }

    [Fact]
    public async Task Application_token_is_told_in_claims()
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, "/api/application/appb", await fixture.TokenAsync("bob"));

        var told = (await ApplicationFixture.JsonAsync(response)).Deserialize<ApplicationToken>(JsonSerializerOptions.Web)!;

        Assert.Equal(TokenHops.OfApplication("AppB"), told.Token.Hop);
        Assert.Contains(told.Token.Claims, c => c is { Name: "idtyp", Value: "app" });
        Assert.Equal(
            VerdictStates.Opens, told.Inspection.Operations.Single(o => o.Name == "orders").Verdict.State);
    }

    [Theory]
    [InlineData("GET", "/api/application/nobody")]
    [InlineData("GET", "/api/application/nobody/orders")]
    [InlineData("GET", "/api/application/AppB/nothing")]
    [InlineData("POST", "/api/application/nobody/assertion")]
    public async Task What_is_not_there_is_404(string method, string path)
    {
        using var response = await fixture.SendAsync(new HttpMethod(method), path, await fixture.TokenAsync("alice"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private async Task<CallComparison> CompareAsync(string user = "", string view = "orders", string? token = null)
    {
        using var response = await fixture.SendAsync(
            HttpMethod.Get, $"/api/application/AppB/{view}", token ?? await fixture.TokenAsync(user));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<CallComparison>(TestContext.Current.CancellationToken))!;
    }
}
