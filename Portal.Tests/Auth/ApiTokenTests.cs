using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary><c>/api</c> refuses the same tokens as AppB, and names the same check.</summary>
public sealed class ApiTokenTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Path = "/api/tokens";

    public static TheoryData<string> Members => ["aud", "iss", "tid", "scp", "exp", "oid", "ver", "\\u0073cp"];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task TOK_19_claim_that_is_written_twice_is_refused(string member)
    {
        var token = api.Valid.SignRaw($"{{\"{member}\":\"x\",{api.Valid.Payload()[1..]}");

        await AssertRepeatedAsync(token);
    }

    [Theory]
    [InlineData("alg", "none")]
    [InlineData("kid", "other")]
    [InlineData("typ", "at+jwt")]
    public async Task TOK_19_header_member_that_is_written_twice_is_refused(string member, string value)
    {
        var token = api.Valid.SignRaw($"{{\"{member}\":\"{value}\",{api.Valid.RawHeader()[1..]}", api.Valid.Payload());

        await AssertRepeatedAsync(token);
    }

    [Fact]
    public async Task TOK_30x_app_only_token_with_scopes_is_neither_a_users_nor_an_applications()
    {
        var token = api.Valid.With("idtyp", "app").Sign();

        using var response = await api.SendAsync(HttpMethod.Get, Path, token);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("token_kind", problem.GetProperty("access").GetProperty("failed")[0].GetString());
    }

    private async Task AssertRepeatedAsync(string token)
    {
        using var response = await api.SendAsync(HttpMethod.Get, Path, token);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenInvalid);
        Assert.Contains(
            "twice", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
