using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Tests.AppB;

/// <summary>A tampered or foreign token gets 401, and the response names the check that failed.</summary>
[Collection(AppBGroup.Name)]
public sealed class TokenRefusalTests(AppBFixture appB)
{
    public static IEnumerable<TheoryDataRow<string>> Names => TamperedTokenCases.Rows;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Tampered_token_gets_401_that_names_the_failed_check(string name)
    {
        var (_, make, code, check) = TamperedTokenCases.All.Single(f => f.Name == name);
        var token = make(appB.Target);

        using var response = await appB.GetAsync("/orders", token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            "error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "elsewhere.example", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(token, body, StringComparison.Ordinal);
        var problem = JsonDocument.Parse(body).RootElement;
        if (code != "*")
        {
            Assert.Equal(code, problem.GetProperty("code").GetString());
            Assert.Equal(check, problem.GetProperty("failed")[0].GetString());
        }
    }

    [Fact]
    public async Task TOK_01_Valid_token_is_accepted()
    {
        using var response = await appB.GetAsync("/orders", TamperedTokenCases.Valid(appB).Sign());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Missing_token_gets_401_without_an_error_code_in_the_header()
    {
        using var response = await appB.GetAsync("/orders", token: null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var header = response.Headers.WwwAuthenticate.ToString();
        Assert.DoesNotContain("error=", header, StringComparison.Ordinal);
        Assert.Contains("/.well-known/oauth-protected-resource\"", header, StringComparison.Ordinal);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("token_missing", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Negotiate abc")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    public async Task TOK_60_Other_schemes_are_treated_as_a_missing_token(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        using var response = await appB.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("token_missing", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task TOK_60_Scheme_is_case_insensitive()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        request.Headers.TryAddWithoutValidation("Authorization", $"bearer {TamperedTokenCases.Valid(appB).Sign()}");

        using var response = await appB.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task TOK_58_Token_in_the_query_string_is_ignored()
    {
        using var response = await appB.GetAsync(
            $"/orders?access_token={TamperedTokenCases.Valid(appB).Sign()}", token: null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
