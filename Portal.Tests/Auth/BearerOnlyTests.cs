using System.Net;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>The portal's own backend accepts a bearer token in the Authorization header, and nothing else.</summary>
public sealed class BearerOnlyTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Valid_token_is_accepted()
    {
        using var response = await api.SendAsync(HttpMethod.Get, "/api/views", api.Valid.Sign());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task WEB_06_WEB_11_Session_cookie_is_refused()
    {
        using var circuit = await api.SendWithSessionAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        using var response = await api.SendWithSessionAsync(HttpMethod.Get, "/api/views");

        Assert.Equal(HttpStatusCode.OK, circuit.StatusCode);
        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
    }

    [Fact]
    public async Task TOK_58_Token_in_the_query_string_is_refused()
    {
        using var response = await api.SendAsync(
            HttpMethod.Get, $"/api/views?access_token={api.Valid.Sign()}", token: null);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
    }
}
