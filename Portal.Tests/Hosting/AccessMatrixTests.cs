using System.Net;
using Portal.Auth;
using Portal.Contracts.Problems;
using Portal.Tests.Auth;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Which tokens the portal's own backend accepts, checked at every endpoint.</summary>
public sealed class AccessMatrixTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    // The only endpoint for applications: RunReportTests cover who may call it.
    private const string Runs = "/api/trace/runs";
    private const string Unmatched = "/api/nothing-here";

    /// <summary>
    /// Every endpoint under /api. A new one fails <see cref="ADM_01_Every_endpoint_is_listed_here"/> until it is added.
    /// </summary>
    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("GET", "/api/views"),
        ("GET", "/api/views/saved"),
        ("POST", "/api/views/saved"),
        ("PUT", "/api/views/saved/1"),
        ("DELETE", "/api/views/saved/1"),
        ("GET", "/api/data/AppB/orders"),
        ("GET", "/api/data/AppB/orders/1"),
        ("PATCH", "/api/data/AppB/orders/1"),
        ("GET", "/api/groups/AppB/orders?chart=count,status"),
        ("GET", "/api/tokens"),
        ("POST", "/api/tokens/explain"),
        ("POST", "/api/tokens/compare"),
        ("POST", "/api/tokens/decode"),
        ("GET", "/api/access"),
        ("GET", "/api/access/summary"),
        ("GET", "/api/access/now"),
        ("GET", "/api/access/groups"),
        ("GET", "/api/demo"),
        ("GET", "/api/demo/broken"),
        ("POST", "/api/demo/put-back"),
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
        ("POST", "/api/admin/api-preview"),
        ("GET", "/api/admin/setup"),
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
        ("GET", Unmatched),
    ];

    [Fact]
    public async Task ADM_01_WEB_10_Missing_token_is_401_without_an_error_code_in_the_header_at_every_endpoint()
    {
        foreach (var (method, path) in Endpoints)
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, token: null);

            await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, ProblemCodes.TokenMissing);
            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
            Assert.DoesNotContain("error=", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(TokenFaults.Faults), MemberType = typeof(TokenFaults))]
    public async Task ADM_01_Invalid_token_is_401_with_its_code_at_every_endpoint(string fault, string code)
    {
        foreach (var (method, path) in Endpoints)
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, TokenFaults.Make(fault, api));

            await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, code);
        }
    }

    [Theory]
    [MemberData(nameof(TokenFaults.ScopeFaults), MemberType = typeof(TokenFaults))]
    public async Task ADM_01_Token_without_the_scope_is_403_with_its_code_at_every_endpoint_for_users(string fault, string code)
    {
        foreach (var (method, path) in Endpoints.Where(e => e.Path != Runs))
        {
            using var response = await api.SendAsync(new HttpMethod(method), path, TokenFaults.MakeScope(fault, api));

            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, code);
            Assert.Contains("insufficient_scope", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData()]
    [InlineData("portal.admin")]
    [InlineData("Orders.Write", "Administrator")]
    [InlineData("Orders.Write Portal.Admin")]
    public async Task ADM_01_TOK_38_TOK_39_Token_without_the_admin_role_is_403_at_every_admin_endpoint(params string[] roles)
    {
        var tried = 0;
        foreach (var (method, path) in Endpoints.Where(e => IsForAdministrators(e.Path)))
        {
            // Routing checks the content type before authorization checks the role.
            using var response = await api.SendAsync(
                new HttpMethod(method), path, api.Valid.With("roles", roles).Sign(), method == "POST" ? "{}" : null);

            await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
            tried++;
        }

        Assert.Equal(api.ApiRoutes.Count(IsForAdministrators), tried);
    }

    [Fact]
    public async Task WEB_07_Wrong_content_type_is_415_and_not_405()
    {
        using var response = await api.SendAsync(HttpMethod.Post, "/api/tokens/compare", api.Valid.Sign());

        await ProblemAssert.IsAsync(response, HttpStatusCode.UnsupportedMediaType, ProblemCodes.RequestInvalid);
    }

    [Fact]
    public async Task Missing_admin_role_is_explained()
    {
        using var response = await api.SendAsync(HttpMethod.Get, "/api/admin/people", api.Valid.Sign());

        var problem = await ApplicationFixture.ProblemAsync(response);
        Assert.Equal(["role"], problem.Access!.Failed);
        Assert.Equal([PortalPolicies.AdminRole], Assert.Single(problem.Access.Required).Roles);
    }

    [Fact]
    public void ADM_01_Every_endpoint_is_listed_here()
    {
        var paths = Endpoints.Select(e => e.Path).Where(path => path != Unmatched).ToList();

        var unlisted = api.ApiRoutes.Where(route => !paths.Exists(path => Matches(route, path)));
        var stale = paths.Where(path => !api.ApiRoutes.Any(route => Matches(route, path)));

        Assert.Empty(unlisted);
        Assert.Empty(stale);
    }

    /// <summary>The portal distinguishes a wrong method from an unknown address without evaluating route constraints.</summary>
    [Fact]
    public void No_route_has_constraints()
    {
        Assert.NotEmpty(api.ApiRoutes);
        Assert.All(api.ApiRoutes, route => Assert.DoesNotContain(":", route, StringComparison.Ordinal));
    }

    private static bool Matches(string route, string path)
    {
        var template = Microsoft.AspNetCore.Routing.Template.TemplateParser.Parse(route);
        return new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(template, []).TryMatch(path, []);
    }

    private static bool IsForAdministrators(string path) =>
        path.StartsWith("/api/admin", StringComparison.Ordinal)
            || path.StartsWith("/api/setup", StringComparison.Ordinal);
}
