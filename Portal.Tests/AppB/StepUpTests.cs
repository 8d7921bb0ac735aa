using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AccessContract;
using AccessContract.Checks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Identity.Client;
using Portal.Downstream.Contract;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>AppB with settings that require a stronger sign-in for the report.</summary>
public sealed class StepUpTests : IAsyncLifetime
{
    private const string Report = "/reports/sales";
    private static readonly string[] Satisfied = ["c1"];

    private readonly TemporaryFolder _folder = new();
    private TestAuthority _authority = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        _app = await AppBFixture.StartAsync(
            _folder.Path, _authority.Instance, Cancellation, "--AppB:Orders=50", "--AppB:StepUp:Reports.Read=c1");
        _client = new HttpClient { BaseAddress = AppBFixture.AddressOf(_app) };
    }

    [Fact]
    public async Task Weaker_sign_in_gets_a_claims_challenge()
    {
        using var response = await GetAsync(Report, Reader("Reports.Read"));

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(
            """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""",
            WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(response.Headers));
        Assert.Equal("insufficient_claims", problem.GetProperty("code").GetString());
        Assert.Equal("authentication_context", problem.GetProperty("failed")[0].GetString());
        Assert.Equal("c1", problem.GetProperty("required")[0].GetProperty("contexts")[0].GetString());
    }

    [Fact]
    public async Task Sign_in_with_the_authentication_context_is_allowed()
    {
        using var response = await GetAsync(Report, Reader("Reports.Read").With("acrs", Satisfied));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task User_without_the_role_gets_403_and_no_step_up()
    {
        using var response = await GetAsync(Report, Reader("Orders.Read"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("insufficient_scope", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_operations_need_no_step_up()
    {
        using var response = await GetAsync("/orders?$top=1", Reader("Orders.Read"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Portal_explains_the_published_authentication_context()
    {
        var contract = ContractReader.Read(await _client.GetStringAsync("/openapi/v1.json", Cancellation));
        var validations = ValidationReader.Read(
            await _client.GetStringAsync("/.well-known/oauth-protected-resource", Cancellation));
        var requirements = contract.FindView("reports-sales")!.View.Required;

        var weak = Evaluate(Reader("Reports.Read"));
        var strong = Evaluate(Reader("Reports.Read").With("acrs", Satisfied));

        Assert.Equal("authentication_context", weak.Failed?.Name);
        Assert.Equal(["c1"], weak.Failed!.Required);
        Assert.Equal(FixOwner.You, weak.Failed.Fix!.Owner);
        Assert.Null(strong.Failed);

        Verdict Evaluate(TestAuthorityToken token) =>
            Verdict.Of(
                DecodedToken.Of(token.Sign(), SignatureEvidence.Unchecked).Token!,
                ApiRules.Of("AppB", validations),
                requirements,
                DateTimeOffset.UtcNow);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    private TestAuthorityToken Reader(string role) => _authority.User(AppBFixture.Audience, "access_as_user", role);

    private async Task<HttpResponseMessage> GetAsync(string path, TestAuthorityToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Sign());
        return await _client.SendAsync(request, Cancellation);
    }
}
