using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AccessContract;
using AccessContract.Pasting;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Tests.AccessContract;
using Portal.Tests.Support;

namespace Portal.Tests.Tokens;

/// <summary>Pasted tokens: the backend decodes or refuses them, and returns no part of them.</summary>
public sealed class DecodeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Address = "/api/tokens/decode";

    public static TheoryData<string, int> InvalidBodies => new()
    {
        { """{"token":"\ud83d.\ud83d.a"}""", 400 },
        { """{"token":null}""", 400 },
        { """{"token":5}""", 400 },
        { """{"tokens":"a"}""", 400 },
        { "[]", 400 },
        { "", 400 },
        { "{", 400 },
        { new string('[', 30_000), 400 },
        { $$"""{"token":"{{new string('a', 100 * 1024)}}"}""", 413 },
    };

    public static TheoryData<string> UnreadableTokens => ["", "a.b", "a.b.c.d.e", "0.AXAAbbbbbbbbbbbbbbbbbbbb.AgABAwEAAAAm", "😀", new string('a', 21 * 1024)];

    [Theory]
    [MemberData(nameof(InvalidBodies))]
    public async Task Invalid_body_is_refused(string body, int status)
    {
        using var response = await api.SendAsync(HttpMethod.Post, Address, api.Valid.Sign(), body);

        await ProblemAssert.IsAsync(response, (HttpStatusCode)status, ProblemCodes.RequestInvalid);
    }

    [Theory]
    [MemberData(nameof(UnreadableTokens))]
    public async Task Unreadable_token_is_refused_with_its_error(string token)
    {
        using var response = await api.SendAsync(HttpMethod.Post, Address, api.Valid.Sign(), JsonSerializer.Serialize(new { token }));

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
        var problem = await ApplicationFixture.ProblemAsync(response);
        Assert.Equal(PastedText.Read(token).Error, problem.Detail);
    }

    [Fact]
    public async Task Content_type_other_than_JSON_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address)
        {
            Content = new StringContent(SampleToken.User.Written()),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Valid.Sign());

        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Token_is_decoded_and_no_part_of_it_is_returned()
    {
        var token = SampleToken.User.Written("bm9ib2R5LXNpZ25lZC10aGlz");

        using var response = await api.SendAsync(
            HttpMethod.Post, Address, api.Valid.Sign(), JsonSerializer.Serialize(new { token = $"Bearer {token}" }));

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(token.Split('.'), part => Assert.DoesNotContain(part, body, StringComparison.Ordinal));
        var inspection = JsonSerializer.Deserialize<TokenInspection>(body, JsonSerializerOptions.Web)!;
        Assert.Equal((TokenHops.Pasted, SampleToken.Api), (inspection.Token.Hop, inspection.Token.Audience));
        Assert.Contains(inspection.Token.Claims, c => c is { Name: "exp", Time: not null });
        Assert.Contains(inspection.Token.Header!, c => c is { Name: "alg", Value: "RS256" });
        Assert.NotEmpty(inspection.Stamp.TraceId);
    }

    [Fact]
    public async Task Tokens_of_a_text_are_returned_decoded_for_a_choice()
    {
        var text = $"{SampleToken.User.Written("bm9ib2R5LXNpZ25lZC10aGlz")}\n{SampleToken.Graph.Written("bm9ib2R5LXNpZ25lZC10aGlz")}";

        using var response = await api.SendAsync(
            HttpMethod.Post, Address, api.Valid.Sign(), JsonSerializer.Serialize(new { token = text }));

        var inspection = (await response.Content.ReadFromJsonAsync<TokenInspection>(TestContext.Current.CancellationToken))!;
        Assert.True(inspection.IsChoice);
        Assert.Equal(
            [TokenHops.Pasted, TokenHops.PastedAt(2)],
            inspection.Others!.Prepend(inspection).Select(i => i.Token.Hop));
    }

    [Theory]
    [InlineData("aud", ApiFixture.ClientId, "the portal")]
    [InlineData("aud", "https://graph.microsoft.com/", "Microsoft Graph")]
    [InlineData("azp", "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Azure CLI")]
    [InlineData("tid", TestAuthority.TenantId, "the portal’s tenant")]
    [InlineData("iss", $"https://sts.windows.net/{TestAuthority.TenantId}/", "the portal’s tenant")]
    [InlineData("iss", $"https://elsewhere.example/{TestAuthority.TenantId}/v2.0", null)]
    [InlineData("azp", "aaaaaaaa-0000-4000-8000-0000000000ff", null)]
    [InlineData("name", ApiFixture.ClientId, null)]
    public async Task Known_ids_have_names(string claim, string value, string? expected)
    {
        var token = SampleToken.User.With(claim, value).Written();

        using var response = await api.SendAsync(
            HttpMethod.Post, Address, api.Valid.Sign(), JsonSerializer.Serialize(new { token }));

        var inspection = (await response.Content.ReadFromJsonAsync<TokenInspection>(TestContext.Current.CancellationToken))!;
        Assert.Equal(expected, inspection.Token.Claims.Single(c => c.Name == claim).Label);
    }

    [Fact]
    public async Task Claims_of_two_tokens_are_compared()
    {
        using var response = await api.SendAsync(HttpMethod.Post, "/api/tokens/compare", api.Valid.Sign(), """
            {"left":[{"name":"aud","value":"a"}],"right":[{"name":"aud","value":"b"},{"name":"scp","value":"x"}]}
            """);

        var found = await response.Content.ReadFromJsonAsync<TokenDifferences>(TestContext.Current.CancellationToken);
        Assert.Equal(
            [("aud", DifferenceState.Differs), ("scp", DifferenceState.OnlyRight)],
            found!.Claims.Select(c => (c.Name, c.State)));
    }

    [Theory]
    [InlineData("""{"left":null,"right":[]}""")]
    [InlineData("""{"left":[null],"right":[]}""")]
    [InlineData("""{"left":[{"name":"a"}],"right":[]}""")]
    [InlineData("""{}""")]
    public async Task Incomplete_comparison_is_refused(string body)
    {
        using var response = await api.SendAsync(HttpMethod.Post, "/api/tokens/compare", api.Valid.Sign(), body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
