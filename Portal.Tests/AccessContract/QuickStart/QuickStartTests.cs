using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AccessContract;
using AccessContract.Checks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Downstream.Contract;
using Portal.Tests.Support;
using ServiceDefaults;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.AccessContract.QuickStart;

/// <summary>
/// An API that follows the quick-start, with a minimal endpoint and a controller: it enforces what it publishes.
/// </summary>
public sealed class QuickStartTests : IAsyncLifetime
{
    private const string Audience = "aaaaaaaa-0000-4000-8000-0000000000e1";

    private readonly TemporaryFolder _folder = new();
    private TestAuthority _authority = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public static TheoryData<string> Paths => ["/things", "/counts"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestAuthorityToken User => _authority.User(Audience, "access_as_user", "Things.Read");

    private TestAuthorityToken Application => _authority.App(Audience, "Things.Read.All");

    public async ValueTask InitializeAsync()
    {
        _authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        _app = Build(_ => { });
        await _app.StartAsync(Cancellation);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    [Fact]
    public void Readme_shows_the_code_that_runs_here()
    {
        var readme = Text("../../../AccessContract.AspNetCore/README.md");
        var source = Text("ThingsApi.cs");

        foreach (var part in new[] { "usings", "program", "rules", "controller" })
            Assert.Contains(Marked(source, part), readme, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Published_alternatives_are_enforced_one_by_one(string path)
    {
        var document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancellation);
        var alternatives = document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("x-access")
            .Deserialize<List<AccessAlternative>>(JsonSerializerOptions.Web)!;

        Assert.Equal([TokenKind.User, TokenKind.App], alternatives.Select(a => a.TokenKind));
        foreach (var alternative in alternatives)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, Token(alternative, alternative.Scopes, alternative.Roles)));
            foreach (var role in alternative.Roles)
                Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(path, Token(alternative, alternative.Scopes, [.. alternative.Roles.Where(r => r != role)])));
            foreach (var scope in alternative.Scopes)
                Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(path, Token(alternative, [.. alternative.Scopes.Where(s => s != scope)], alternative.Roles)));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Refusal_says_what_was_required_what_was_presented_and_what_failed(string path)
    {
        using var response = await GetAsync(path, User.With("roles", (string[])["Things.Write"]));

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(RefusalCodes.RoleMissing, problem.GetProperty("code").GetString());
        Assert.Equal([CheckNames.Role], problem.GetProperty("failed").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("Things.Read", problem.GetProperty("required")[0].GetProperty("roles")[0].GetString());
        Assert.Equal("Things.Write", problem.GetProperty("presented").GetProperty("roles")[0].GetString());
        Assert.Contains($"scope=\"{Audience}/access_as_user\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signature", "alg", "none")]
    [InlineData("version", "ver", "1.0")]
    [InlineData("issuer", "iss", "https://evil.example/v2.0")]
    [InlineData("audience", "aud", "00000003-0000-0000-c000-000000000000")]
    [InlineData("tenant", "tid", "bbbbbbbb-0000-4000-8000-000000000001")]
    [InlineData("lifetime", "exp", 1_000_000_000)]
    [InlineData("token_kind", "nonce", "n")]
    public async Task Invalid_token_fails_the_same_check_here_and_in_the_portal(string check, string claim, object value)
    {
        var token = claim == "alg" ? User.WithHeader(claim, value) : User.With(claim, value);
        foreach (var path in Paths.Select(p => p.Data))
        {
            using var response = await GetAsync(path, token);

            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal(check, problem.GetProperty("failed")[0].GetString());
        }

        var validations = ValidationReader.Read(await _client.GetStringAsync("/.well-known/oauth-protected-resource", Cancellation));
        var verdict = Verdict.Of(
            DecodedToken.Of(token.Sign(), SignatureEvidence.Unchecked).Token!, ApiRules.Of("Things", validations), [], DateTimeOffset.UtcNow);
        Assert.Equal(check, verdict.Failed?.Name);
    }

    [Fact]
    public async Task TOK_37_Endpoint_without_a_rule_stops_the_start_and_is_named()
    {
        await using var app = Build(_ => { });
        app.MapGet("/forgotten", () => "for everyone");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Cancellation));

        Assert.Contains("/forgotten", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureAd:Instance", "http://login.example/")]
    [InlineData("AzureAd:TenantId", "common")]
    [InlineData("AzureAd:ClientId", "api://things")]
    public async Task Wrong_setting_stops_the_start_and_is_named(string key, string value)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = Build(builder => builder.Configuration[key] = value);
            await app.StartAsync(Cancellation);
        });

        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    private static string Text(string path, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, path)).ReplaceLineEndings("\n");

    // The lines between the markers, without their indentation.
    private static string Marked(string source, string name)
    {
        var parts = source.Split($"// <{name}>\n").Skip(1).Select(part => part[..part.IndexOf($"// </{name}>", StringComparison.Ordinal)]);
        var lines = string.Concat(parts.Select(part => part.Split("        // ")[0])).TrimEnd().Split('\n');
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    private WebApplication Build(Action<WebApplicationBuilder> configure) => ThingsApi.Build(
        ["--environment=Development", "--urls=http://127.0.0.1:0"],
        builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration[DataDirectory.Key] = _folder.Path;
            builder.Configuration["AzureAd:Instance"] = $"{_authority.Instance}";
            builder.Configuration["AzureAd:TenantId"] = TestAuthority.TenantId;
            builder.Configuration["AzureAd:ClientId"] = Audience;
            builder.Services.AddControllers().AddApplicationPart(typeof(CountsController).Assembly);
            builder.AddLoopbackAuthority();
            configure(builder);
        });

    private TestAuthorityToken Token(AccessAlternative alternative, IReadOnlyList<string> scopes, IReadOnlyList<string> roles) =>
        alternative.TokenKind == TokenKind.User
            ? User.With("scp", string.Join(' ', scopes)).With("roles", roles)
            : Application.With("roles", roles);

    private async Task<HttpStatusCode> StatusAsync(string path, TestAuthorityToken token)
    {
        using var response = await GetAsync(path, token);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, TestAuthorityToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Sign());
        return await _client.SendAsync(request, Cancellation);
    }
}
