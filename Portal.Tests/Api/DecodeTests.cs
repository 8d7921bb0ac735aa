using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts;
using Portal.Tests.Access;

namespace Portal.Tests.Api;

/// <summary>A pasted token at the backend: decoded or refused in words, and gone afterwards.</summary>
public sealed class DecodeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Address = "/api/tokens/decode";

    public static TheoryData<string, int, string> Refused => new()
    {
        { """{"token":""}""", 400, "nothing to decode" },
        { """{"token":"a.b"}""", 400, "two parts" },
        { """{"token":"a.b.c.d.e"}""", 400, "encrypted" },
        { """{"token":"😀"}""", 400, "no dots" },
        { """{"token":"\ud83d.\ud83d.a"}""", 400, "JSON" },
        { """{"token":null}""", 400, "member token" },
        { """{"token":5}""", 400, "member token" },
        { """{"tokens":"a"}""", 400, "member token" },
        { "[]", 400, "member token" },
        { "", 400, "member token" },
        { "{", 400, "member token" },
        { $$"""{"token":"{{new string('a', 21 * 1024)}}"}""", 400, "20 KB" },
        { $$"""{"token":"{{new string('a', 100 * 1024)}}"}""", 413, "20 KB" },
        { new string('[', 30_000), 400, "member token" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_token_is_refused_in_words(string body, int status, string words)
    {
        using var response = await api.SendAsync(HttpMethod.Post, Address, api.Valid.Sign(), body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(TestContext.Current.CancellationToken);
        Assert.Equal(ProblemCodes.RequestInvalid, problem?.Code);
        Assert.Contains(words, problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_json_is_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(Tokens.User.Written()) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Valid.Sign());

        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_token_is_decoded_and_explained_and_neither_it_nor_its_signature_comes_back()
    {
        var token = Tokens.User.Written("bm9ib2R5LXNpZ25lZC10aGlz");

        using var response = await api.SendAsync(HttpMethod.Post, Address, api.Valid.Sign(), JsonSerializer.Serialize(new { token = $"Bearer {token}" }));

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(token.Split('.'), part => Assert.DoesNotContain(part, body, StringComparison.Ordinal));
        var inspection = JsonSerializer.Deserialize<TokenInspection>(body, JsonSerializerOptions.Web)!;
        Assert.Equal((TokenHops.Pasted, Tokens.Api), (inspection.Token.Hop, inspection.Token.Audience));
        Assert.Contains(inspection.Token.Claims, c => c is { Name: "exp", Time: not null });
        Assert.Contains(inspection.Token.Header!, c => c is { Name: "alg", Value: "RS256" });
        Assert.NotEmpty(inspection.Stamp.TraceId);
    }

    [Fact]
    public async Task Two_tokens_are_compared_without_being_kept()
    {
        using var response = await api.SendAsync(HttpMethod.Post, "/api/tokens/compare", api.Valid.Sign(), """
            {"left":[{"name":"aud","value":"a"}],"right":[{"name":"aud","value":"b"},{"name":"scp","value":"x"}]}
            """);

        var found = await response.Content.ReadFromJsonAsync<TokenDifferences>(TestContext.Current.CancellationToken);
        Assert.Equal([("aud", DifferenceStates.Differs), ("scp", DifferenceStates.OnlyRight)], found!.Claims.Select(c => (c.Name, c.State)));
    }

    [Theory]
    [InlineData("""{"left":null,"right":[]}""")]
    [InlineData("""{"left":[null],"right":[]}""")]
    [InlineData("""{"left":[{"name":"a"}],"right":[]}""")]
    [InlineData("""{}""")]
    public async Task Half_a_comparison_is_refused(string body)
    {
        using var response = await api.SendAsync(HttpMethod.Post, "/api/tokens/compare", api.Valid.Sign(), body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
