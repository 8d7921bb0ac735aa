using System.Net;
using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Tests.AppB;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>AppB and the portal's backend, which validate with the same library, refuse the same tokens.</summary>
[Collection(AppBGroup.Name)]
public sealed class TokenAgreementTests(AppBFixture appB, ApiFixture api) : IClassFixture<ApiFixture>
{
    // Requires the scope and the role.
    private const string PortalPath = "/api/admin/audit";

    // The portal checks administrators again by their object IDs, so at its endpoints for them every token needs one.
    private const string WithoutObjectId = "oid null";

    [Theory]
    [MemberData(nameof(TamperedTokenCases.Rows), MemberType = typeof(TamperedTokenCases))]
    public async Task Tampered_token_gets_401_with_the_same_code(string name)
    {
        var make = TamperedTokenCases.All.Single(t => t.Name == name).Make;
        var token = make(api.Target);

        using var atAppB = await appB.GetAsync("/orders", make(appB.Target));
        using var atPortal = await SendAsync(token);

        var (status, code, body) = await ReadAsync(atPortal);
        Assert.Equal((await ReadAsync(atAppB)).Code, code);
        Assert.Equal(401, status);
        Assert.Equal("application/problem+json", atPortal.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain(token, body, StringComparison.Ordinal);
        var header = atPortal.Headers.WwwAuthenticate.ToString();
        Assert.Contains("error=\"invalid_token\"", header, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.example", header, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(UnusualTokens.ClaimRows), MemberType = typeof(UnusualTokens))]
    public async Task Claim_of_an_unexpected_type_gets_the_same_response(string name)
    {
        var (_, claim, value) = UnusualTokens.ClaimChanges.Single(c => c.Name == name);
        var forPortal = api.Target.Valid.With(claim, ForThePortal(value));
        if (name == WithoutObjectId)
        {
            using var refused = await SendAsync(forPortal.Sign());
            await Support.ProblemAssert.IsAsync(refused, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
            return;
        }

        await AssertSameAsync(appB.Target.Valid.With(claim, value), forPortal);
    }

    [Theory]
    [MemberData(nameof(UnusualTokens.HeaderRows), MemberType = typeof(UnusualTokens))]
    public async Task Unusual_header_gets_the_same_response(string name)
    {
        var change = UnusualTokens.HeaderChanges.Single(c => c.Name == name).Change;

        await AssertSameAsync(change(appB.Target.Valid), change(api.Target.Valid));
    }

    [Fact]
    public async Task TOK_01_TOK_60_Valid_token_is_accepted_with_its_claims_and_a_scheme_in_any_case()
    {
        using var atAppB = await appB.GetAsync("/orders?$top=1", appB.Target.Valid.Sign());
        using var atPortal = await SendAsync(api.Target.Valid.Sign(), "bearer");

        Assert.Equal((200, 200), ((int)atAppB.StatusCode, (int)atPortal.StatusCode));
    }

    private async Task AssertSameAsync(TestAuthorityToken forAppB, TestAuthorityToken forPortal)
    {
        using var atAppB = await appB.GetAsync("/orders?$top=1", forAppB.Sign());
        using var atPortal = await SendAsync(forPortal.Sign());

        var (expected, actual) = (await ReadAsync(atAppB), await ReadAsync(atPortal));
        Assert.Equal((expected.Status, expected.Code), (actual.Status, actual.Code));
        Assert.True(actual.Status is 200 or 401 or 403, actual.Body);
    }

    private async Task<HttpResponseMessage> SendAsync(string token, string scheme = "Bearer")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PortalPath);
        request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {token}");
        return await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    // The same value with the names that the portal expects.
    private static JsonElement ForThePortal(object? value) => JsonSerializer.Deserialize<JsonElement>(
        JsonSerializer.Serialize(value)
            .Replace(AppBFixture.Audience, ApiFixture.ClientId, StringComparison.Ordinal)
            .Replace("access_as_user", "user_impersonation", StringComparison.Ordinal)
            .Replace("Orders.Read", "Portal.Admin", StringComparison.Ordinal));

    private static async Task<(int Status, string? Code, string Body)> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var code = response.IsSuccessStatusCode ? null : JsonDocument.Parse(body).RootElement.GetProperty("code").GetString();
        return ((int)response.StatusCode, code, body);
    }
}
