using System.Net;
using Portal.Contracts;

namespace Portal.Tests.Api;

/// <summary>A valid bearer token opens the portal's own backend, and nothing that resembles one does.</summary>
public sealed class BearerOnlyTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Valid_token_passes()
    {
        using var response = await api.SendAsync(HttpMethod.Get, "/api/views", api.Valid.Sign());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Session_cookie_opens_nothing_here()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/views");
        request.Headers.Add("Cookie", "__Host-portal=anything");

        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
    }

    [Theory]
    [InlineData("?access_token=")]
    public async Task Token_in_the_address_counts_for_nothing(string query)
    {
        using var response = await api.SendAsync(HttpMethod.Get, $"/api/views{query}{api.Valid.Sign()}", token: null);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
    }
}
