using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Portal.Contracts;
using Portal.Tests.Support;

namespace Portal.Tests.Api;

/// <summary>What the portal's own backend accepts, token by token and endpoint by endpoint.</summary>
public sealed class AccessMatrixTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    // For applications, where all others are for users: RunReportTests say whom it lets in.
    private const string Runs = "/api/trace/runs";

    /// <summary>Every endpoint under /api. A new one fails the discovery test until it stands here.</summary>
    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("GET", "/api/views"),
        ("GET", "/api/data/AppB/orders"),
        ("GET", "/api/data/AppB/orders/1"),
        ("PATCH", "/api/data/AppB/orders/1"),
        ("GET", "/api/tokens"),
        ("POST", "/api/tokens/explain"),
        ("POST", "/api/tokens/compare"),
        ("POST", "/api/tokens/decode"),
        ("GET", "/api/access"),
        ("GET", "/api/access/now"),
        ("GET", "/api/demo"),
        ("POST", "/api/demo/scenes/reset"),
        ("POST", "/api/demo/forgeries"),
        ("GET", "/api/consents/AppB/sources"),
        ("GET", "/api/trace"),
        ("GET", "/api/trace/0af7651916cd43dd8448eb211c80319c"),
        ("GET", "/api/application/AppB"),
        ("GET", "/api/application/AppB/orders"),
        ("POST", "/api/application/AppB/assertion"),
        ("POST", Runs),
        ("GET", "/api/setup"),
        ("GET", "/api/admin/people"),
        ("GET", "/api/admin/people/a0000000-0000-4000-8000-000000000001/access"),
        ("GET", "/api/admin/roles/AppB"),
        ("GET", "/api/admin/roles/AppB/assignments"),
        ("POST", "/api/admin/roles/AppB/preview"),
        ("POST", "/api/admin/roles/AppB/changes"),
        ("GET", "/api/admin/groups/b0000000-0000-4000-8000-000000000001/members"),
        ("GET", "/api/admin/principals"),
        ("GET", "/api/admin/audit"),
        ("GET", "/api/admin/audit/1/undo"),
        ("GET", "/api/admin/consents"),
        ("GET", "/api/admin/consents/people"),
        ("POST", "/api/admin/consents/preview"),
        ("POST", "/api/admin/consents/changes"),
        ("GET", "/api/nothing-here"),
    ];

    public static TheoryData<string, string> Forged => new()
    {
        { "wrong audience", ProblemCodes.AudienceWrong },
        { "two audiences", ProblemCodes.AudienceWrong },
        { "no audience", ProblemCodes.AudienceWrong },
        { "App ID URI as audience", ProblemCodes.AudienceWrong },
        { "expired", ProblemCodes.TokenExpired },
        { "expired beyond the skew", ProblemCodes.TokenExpired },
        { "not yet valid", ProblemCodes.TokenInvalid },
        { "issued tomorrow", ProblemCodes.TokenInvalid },
        { "no expiry", ProblemCodes.TokenInvalid },
        { "id token", ProblemCodes.TokenKindWrong },
        { "logout token", ProblemCodes.TokenKindWrong },
        { "wrong issuer", "issuer_wrong" },
        { "wrong tenant", "tenant_wrong" },
        { "version 1", "version_wrong" },
        { "unknown key", ProblemCodes.TokenInvalid },
        { "no key named", ProblemCodes.TokenInvalid },
        { "alg none", ProblemCodes.TokenInvalid },
        { "HS256 with the public key", ProblemCodes.TokenInvalid },
        { "altered", ProblemCodes.TokenInvalid },
        { "b64 false", ProblemCodes.TokenInvalid },
        { "garbage", ProblemCodes.TokenInvalid },
        { "empty", ProblemCodes.TokenMissing },
    };

    public static TheoryData<string> WithoutScope => ["no scope", "other scope", "longer scope", "upper case", "tab between", "app token with the role"];

    [Fact]
    public async Task Valid_token_passes()
    {
        using var response = await api.SendAsync(HttpMethod.Get, "/api/views", api.Valid.Sign());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task No_token_is_401_with_a_bare_challenge_everywhere()
    {
        foreach (var (method, path) in Endpoints)
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, token: null);

            await AssertProblemAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task Forged_token_is_401_and_the_fault_is_named_everywhere(string fault, string code)
    {
        foreach (var (method, path) in Endpoints)
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, Forge(fault));

            await AssertProblemAsync(response, HttpStatusCode.Unauthorized, code);
        }
    }

    [Theory]
    [MemberData(nameof(WithoutScope))]
    public async Task Token_without_the_scope_is_403_everywhere(string fault)
    {
        foreach (var (method, path) in Endpoints.Where(e => e.Path != Runs))
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, ForgeScope(fault));

            await AssertProblemAsync(response, HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
            Assert.Contains("insufficient_scope", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData()]
    [InlineData("portal.admin")]
    [InlineData("Orders.Write", "Administrator")]
    [InlineData("Orders.Write Portal.Admin")]
    public async Task Token_without_the_admin_role_is_403_at_every_endpoint_for_administrators(params string[] roles)
    {
        var tried = 0;
        foreach (var (method, path) in Endpoints.Where(e => IsForAdministrators(e.Path)))
        {
            // A body of the right kind: routing asks for that before anybody asks for a role.
            using var response = await api.SendAsync(
                new HttpMethod(method), path, api.Valid.With("roles", roles).Sign(), method == "POST" ? "{}" : null);

            await AssertProblemAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
            tried++;
        }

        Assert.Equal(api.ApiRoutes.Count(IsForAdministrators), tried);
    }

    [Fact]
    public async Task Body_of_another_kind_is_415_and_not_taken_for_another_method()
    {
        using var response = await api.SendAsync(HttpMethod.Post, "/api/tokens/compare", api.Valid.Sign());

        await AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType, ProblemCodes.RequestInvalid);
    }

    [Fact]
    public async Task Session_cookie_opens_nothing_here()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/views");
        request.Headers.Add("Cookie", "__Host-portal=anything");

        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
    }

    [Theory]
    [InlineData("?access_token=")]
    public async Task Token_in_the_address_counts_for_nothing(string query)
    {
        using var response = await api.SendAsync(HttpMethod.Get, $"/api/views{query}{api.Valid.Sign()}", token: null);

        await AssertProblemAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
    }

    [Fact]
    public void Every_endpoint_is_listed_here()
    {
        var known = Endpoints.Select(e => e.Path).ToList();

        Assert.All(api.ApiRoutes, route => Assert.True(
            known.Exists(path => Matches(route, path)), $"{route} is not in the access matrix."));
    }

    private static bool Matches(string route, string path)
    {
        var template = Microsoft.AspNetCore.Routing.Template.TemplateParser.Parse(route);
        return new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(template, []).TryMatch(path, []);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{response.RequestMessage!.RequestUri!.AbsolutePath}: {response.StatusCode}, {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(code, json.RootElement.GetProperty("code").GetString());
        Assert.NotEmpty(json.RootElement.GetProperty("traceId").GetString()!);
        Assert.DoesNotContain("eyJ", body, StringComparison.Ordinal);
    }

    private string Forge(string fault)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return fault switch
        {
            "wrong audience" => api.Valid.With("aud", "33333333-3333-4333-8333-333333333333").Sign(),
            "two audiences" => api.Valid.With("aud", (string[])[ApiFixture.ClientId, "other"]).Sign(),
            "no audience" => api.Valid.Without("aud").Sign(),
            "App ID URI as audience" => api.Valid.With("aud", $"api://{ApiFixture.ClientId}").Sign(),
            "expired" => Aged(now).With("exp", now - 600).Sign(),
            "expired beyond the skew" => Aged(now).With("exp", now - 90).Sign(),
            "not yet valid" => api.Valid.With("nbf", now + 600).Sign(),
            "issued tomorrow" => api.Valid.With("iat", now + 86_400).Sign(),
            "no expiry" => api.Valid.Without("exp").Sign(),
            "id token" => api.Valid.With("nonce", "n").Sign(),
            "logout token" => api.Valid.WithHeader("typ", "logout+jwt").Sign(),
            "wrong issuer" => api.Valid.With("iss", "https://evil.example/v2.0").Sign(),
            "wrong tenant" => api.Valid.With("tid", "bbbbbbbb-0000-4000-8000-000000000001").Sign(),
            "version 1" => api.Valid.With("ver", "1.0").With("iss", TestAuthority.V1Issuer).Sign(),
            "unknown key" => api.Valid.WithHeader("kid", "another").Sign(),
            "no key named" => api.Valid.WithoutHeader("kid").Sign(),
            "alg none" => api.Valid.WithHeader("alg", "none").Sign(_ => []),
            "HS256 with the public key" => api.Valid.WithHeader("alg", "HS256").Sign(
                data => HMACSHA256.HashData(api.Authority.Key.Rsa.ExportSubjectPublicKeyInfo(), data)),
            "altered" => Alter(api.Valid.Sign()),
            "b64 false" => api.Valid.WithHeader("b64", false).WithHeader("crit", (string[])["b64"]).Sign(),
            "garbage" => "not-a-token",
            "empty" => "",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };
    }

    private TestAuthorityToken Aged(long now) => api.Valid.With("iat", now - 3600).With("nbf", now - 3600);

    private string ForgeScope(string fault) => fault switch
    {
        "no scope" => api.Valid.Without("scp").With("roles", (string[])["Portal.Admin"]).Sign(),
        "other scope" => api.Valid.With("scp", "access_as_user").Sign(),
        "longer scope" => api.Valid.With("scp", "user_impersonation_x xuser_impersonation").Sign(),
        "upper case" => api.Valid.With("scp", "USER_IMPERSONATION").Sign(),
        "tab between" => api.Valid.With("scp", "a\tuser_impersonation").Sign(),
        "app token with the role" => api.Authority.App(ApiFixture.ClientId, "user_impersonation", "Portal.Admin").Sign(),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    private static bool IsForAdministrators(string path) =>
        path.StartsWith("/api/admin", StringComparison.Ordinal) || path.StartsWith("/api/setup", StringComparison.Ordinal);

    // Another payload under the same signature.
    private static string Alter(string token)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        var other = payload.Replace("Test User", "Root User", StringComparison.Ordinal);
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(other))}.{parts[2]}";
    }
}
