using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>
/// AppB enforces what the OpenAPI document publishes: each requirement is tested complete and without each of its
/// parts.
/// </summary>
[Collection(AppBGroup.Name)]
public sealed class PublishedRulesTests(AppBFixture appB)
{
    private static readonly string[] Validations =
        ["signature", "version", "issuer", "audience", "tenant", "lifetime", "token_kind", "scope", "role"];

    [Fact]
    public async Task Published_requirements_are_enforced()
    {
        var tried = 0;
        var document = await ReadAsync("/openapi/v1.json");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                foreach (var requirement in operation.Value.GetProperty("security").EnumerateArray())
                {
                    await AssertEnforcedAsync(path.Name, operation.Name, requirement);
                    tried++;
                }
            }
        }

        Assert.Equal(14, tried);
    }

    [Fact]
    public async Task Document_is_anonymous_and_supports_If_None_Match()
    {
        using var first = await appB.GetAsync("/openapi/v1.json", token: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json")
        {
            Headers = { IfNoneMatch = { first.Headers.ETag! } },
        };

        using var second = await appB.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Columns_publish_their_query_options()
    {
        var document = await ReadAsync("/openapi/v1.json");

        var columns = document.GetProperty("components").GetProperty("schemas").GetProperty("OrderRow")
            .GetProperty("properties");

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(["id", "number", "customerName", "status", "placedOn", "total"], Marked(columns, "x-sortable"));
        Assert.Equal(
            ["id", "number", "customerId", "customerName", "status", "placedOn", "total"],
            Marked(columns, "x-filterable"));
        Assert.Equal(["number", "customerName", "note"], Marked(columns, "x-searchable"));
        Assert.Equal("number", columns.GetProperty("total").GetProperty("type").GetString());
        Assert.Equal("decimal", columns.GetProperty("total").GetProperty("format").GetString());
        Assert.Equal("date", columns.GetProperty("placedOn").GetProperty("format").GetString());
        Assert.Equal("string", columns.GetProperty("status").GetProperty("type").GetString());
        Assert.Equal(5, columns.GetProperty("status").GetProperty("enum").GetArrayLength());
    }

    [Fact]
    public async Task Metadata_lists_every_validation_in_order()
    {
        var metadata = await ReadAsync("/.well-known/oauth-protected-resource");

        Assert.Equal(appB.Authority.Issuer, metadata.GetProperty("authorization_servers")[0].GetString());
        Assert.Equal($"{AppBFixture.Audience}/access_as_user", metadata.GetProperty("scopes_supported")[0].GetString());
        Assert.Equal(
            Validations,
            metadata.GetProperty("urn:on-behalf-of-portal:validations").EnumerateArray()
                .Select(v => v.GetProperty("name").GetString()!));
    }

    private async Task AssertEnforcedAsync(string path, string method, JsonElement requirement)
    {
        var roles = Strings(requirement, "bearerRoles");
        var user = requirement.TryGetProperty("oauth2", out _);
        var scopes = user ? Strings(requirement, "oauth2").Select(s => s.Split('/')[^1]).ToArray() : [];
        Assert.NotEmpty(roles);

        Assert.True(await IsAllowedAsync(path, method, Token(user, scopes, roles)), $"{method} {path}");
        foreach (var role in roles)
            Assert.False(
                await IsAllowedAsync(path, method, Token(user, scopes, [.. roles.Where(r => r != role)])),
                $"{method} {path} without {role}");

        foreach (var scope in scopes)
            Assert.False(
                await IsAllowedAsync(path, method, Token(user, [.. scopes.Where(s => s != scope)], roles)),
                $"{method} {path} without {scope}");
    }

    private TestAuthorityToken Token(bool user, string[] scopes, string[] roles) => user
        ? appB.User(roles).With("scp", string.Join(' ', scopes))
        : appB.Application(roles);

    private async Task<bool> IsAllowedAsync(string path, string method, TestAuthorityToken token)
    {
        var body = method == "patch" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        using var response = await appB.SendAsync(
            new HttpMethod(method.ToUpperInvariant()),
            path.Replace("{id}", "1", StringComparison.Ordinal),
            token.Sign(),
            body);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest;
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var response = await appB.GetAsync(path, token: null);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private static string[] Strings(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    private static string[] Marked(JsonElement columns, string extension) =>
        [.. columns.EnumerateObject().Where(c => c.Value.GetProperty(extension).GetBoolean()).Select(c => c.Name)];
}
