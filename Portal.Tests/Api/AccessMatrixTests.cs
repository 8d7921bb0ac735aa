using System.Net;
using Portal.Contracts;

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
        ("POST", "/api/demo/faults"),
        ("DELETE", "/api/demo/faults"),
        ("DELETE", "/api/demo/faults/1"),
        ("POST", "/api/demo/clock"),
        ("POST", "/api/demo/keys"),
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

    [Fact]
    public async Task No_token_is_401_with_a_bare_challenge_everywhere()
    {
        foreach (var (method, path) in Endpoints)
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, token: null);

            await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(ForgedTokens.Faults), MemberType = typeof(ForgedTokens))]
    public async Task Forged_token_is_401_and_the_fault_is_named_everywhere(string fault, string code)
    {
        foreach (var (method, path) in Endpoints)
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, ForgedTokens.Make(fault, api));

            await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, code);
        }
    }

    [Theory]
    [MemberData(nameof(ForgedTokens.ScopeFaults), MemberType = typeof(ForgedTokens))]
    public async Task Token_without_the_scope_is_403_everywhere(string fault)
    {
        foreach (var (method, path) in Endpoints.Where(e => e.Path != Runs))
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, ForgedTokens.MakeScope(fault, api));

            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.ScopeMissing);
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

            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
            tried++;
        }

        Assert.Equal(api.ApiRoutes.Count(IsForAdministrators), tried);
    }

    [Fact]
    public async Task Body_of_another_kind_is_415_and_not_taken_for_another_method()
    {
        using var response = await api.SendAsync(HttpMethod.Post, "/api/tokens/compare", api.Valid.Sign());

        await ProblemAssert.IsAsync(response, HttpStatusCode.UnsupportedMediaType, ProblemCodes.RequestInvalid);
    }

    [Fact]
    public void Every_endpoint_is_listed_here()
    {
        var known = Endpoints.Select(e => e.Path).ToList();

        Assert.All(api.ApiRoutes, route => Assert.True(
            known.Exists(path => Matches(route, path)), $"{route} is not in the access matrix."));
    }

    /// <summary>What tells a wrong method from no such address does not look at them.</summary>
    [Fact]
    public void No_address_has_constraints() =>
        Assert.All(api.ApiRoutes, route => Assert.DoesNotContain(":", route, StringComparison.Ordinal));

    private static bool Matches(string route, string path)
    {
        var template = Microsoft.AspNetCore.Routing.Template.TemplateParser.Parse(route);
        return new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(template, []).TryMatch(path, []);
    }

    private static bool IsForAdministrators(string path) =>
        path.StartsWith("/api/admin", StringComparison.Ordinal) || path.StartsWith("/api/setup", StringComparison.Ordinal);
}
