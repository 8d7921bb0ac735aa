using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>Who can call which endpoint. A new endpoint fails here until it is listed.</summary>
[Collection(AppBGroup.Name)]
public sealed class AccessMatrixTests(AppBFixture appB)
{
    private const string AllRead = "Orders.Read.All";

    /// <summary>
    /// By operation: the path to call, the user's role, and the application's role (null if applications are refused).
    /// </summary>
    private static readonly Dictionary<string, (string Path, string UserRole, string? AppRole)> Protected = new()
    {
        ["GET /orders"] = ("/orders", "Orders.Read", AllRead),
        ["GET /orders/{id:long}"] = ("/orders/1", "Orders.Read", AllRead),
        ["PATCH /orders/{id:long}"] = ("/orders/1", "Orders.Write", null),
        ["GET /customers"] = ("/customers", "Orders.Read", AllRead),
        ["GET /customers/{id:long}"] = ("/customers/1", "Orders.Read", AllRead),
        ["GET /products"] = ("/products", "Orders.Read", AllRead),
        ["GET /products/{id:long}"] = ("/products/1", "Orders.Read", AllRead),
        ["GET /reports/sales"] = ("/reports/sales", "Reports.Read", null),
    };

    private static readonly string[] Open =
        ["GET /.well-known/oauth-protected-resource", "GET /openapi/v1.json", "* /health/live", "* /health/ready"];

    /// <summary>
    /// Valid but insufficient tokens: how to make one for the operation's user role, the expected code and failed
    /// checks.
    /// </summary>
    private static readonly (
        string Name, Func<AppBFixture, string, TestAuthorityToken> Make, string Code, string[] Failed)[] Denials =
    [
        ("no roles", (f, _) => f.User(), "role_missing", ["role"]),
        ("roles absent", (f, _) => f.User().Without("roles"), "role_missing", ["role"]),
        ("another role", (f, _) => f.User("Orders.Other"), "role_missing", ["role"]),
        ("TOK-39 role in lower case", (f, r) => f.User(LowerCase(r)), "role_missing", ["role"]),
        ("role as part of a longer one", (f, r) => f.User(r + ".Some", "x" + r), "role_missing", ["role"]),
        ("TOK-38 two roles in one string", (f, r) => f.User().With("roles", $"{r} {r}2"), "role_missing", ["role"]),
        ("TOK-40 role, singular", (f, r) => f.User().Without("roles").With("role", r), "role_missing", ["role"]),
        ("schema role",
            (f, r) => f.User().Without("roles").With("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", r),
            "role_missing", ["role"]),
        ("TOK-41 roles an object",
            (f, r) => f.User().With("roles", new Dictionary<string, bool> { [r] = true }), "role_missing", ["role"]),
        ("TOK-41 roles a nested array", (f, r) => f.User().With("roles", (string[][])[[r]]), "role_missing", ["role"]),
        ("TOK-41 roles a number", (f, _) => f.User().With("roles", 1), "role_missing", ["role"]),
        ("TOK-41 roles null", (f, _) => f.User().With("roles", null), "role_missing", ["role"]),
        ("TOK-42 group overage",
            (f, _) => f.User().Without("roles").With(
                "_claim_names", new Dictionary<string, string> { ["groups"] = "src1" }),
            "role_missing", ["role"]),
        ("application's role in a user's token", (f, _) => f.User(AllRead), "role_missing", ["role"]),
        ("another scope", (f, r) => Scoped(f, r, "other"), "scope_missing", ["scope"]),
        ("TOK-31 scope with a suffix", (f, r) => Scoped(f, r, "access_as_user_x"), "scope_missing", ["scope"]),
        ("TOK-31 scope with a prefix", (f, r) => Scoped(f, r, "xaccess_as_user"), "scope_missing", ["scope"]),
        ("TOK-31 scope with a dot", (f, r) => Scoped(f, r, "access_as_user.x"), "scope_missing", ["scope"]),
        ("TOK-32 scope in upper case", (f, r) => Scoped(f, r, "ACCESS_AS_USER"), "scope_missing", ["scope"]),
        ("TOK-33 scopes separated by a tab",
            (f, r) => Scoped(f, r, "access_as_user\tother"), "scope_missing", ["scope"]),
        ("TOK-33 scopes separated by a no-break space",
            (f, r) => Scoped(f, r, "access_as_user\u00A0other"), "scope_missing", ["scope"]),
        ("TOK-33 scopes separated by a comma",
            (f, r) => Scoped(f, r, "access_as_user,other"), "scope_missing", ["scope"]),
        ("TOK-36 scope with NUL", (f, r) => Scoped(f, r, "access_as_user\0"), "scope_missing", ["scope"]),
        ("scope and role missing", (f, _) => Scoped(f, "Orders.Other", "other"), "scope_missing", ["scope", "role"]),
        ("TOK-35 scope, not scp",
            (f, r) => f.User(r).Without("scp").With("scope", "access_as_user"), "token_kind_wrong", ["token_kind"]),
        ("TOK-26 neither scp nor idtyp", (f, r) => f.User(r).Without("scp"), "token_kind_wrong", ["token_kind"]),
        ("TOK-27 neither scp nor roles",
            (f, _) => f.User().Without("scp", "roles"), "token_kind_wrong", ["token_kind"]),
        ("scp and idtyp app", (f, r) => f.User(r, AllRead).With("idtyp", "app"), "token_kind_wrong", ["token_kind"]),
        ("application without idtyp",
            (f, _) => f.Application(AllRead).Without("idtyp"), "token_kind_wrong", ["token_kind"]),
        ("idtyp user without scp",
            (f, r) => f.User(r).Without("scp").With("idtyp", "user"), "scope_missing", ["scope"]),
    ];

    public static TheoryData<string> Operations => [.. Protected.Keys];

    public static IEnumerable<TheoryDataRow<string, string>> DeniedOperations =>
        Protected.Keys.SelectMany(o => Denials.Select(d => AbuseCase.Row(d.Name, o)));

    [Fact]
    public void Every_endpoint_is_listed()
    {
        var endpoints = appB.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

        var found = endpoints.ToLookup(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null, OperationOf);

        Assert.Equal(Protected.Keys.Order(StringComparer.Ordinal), found[false].Order(StringComparer.Ordinal));
        Assert.Equal(Open.Order(StringComparer.Ordinal), found[true].Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Anonymous_gets_401(string operation)
    {
        using var response = await CallAsync(operation, token: null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task User_with_scope_and_role_is_allowed(string operation)
    {
        using var response = await CallAsync(operation, appB.User(Protected[operation].UserRole));

        AssertAllowed(response);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task TOK_38_Single_role_string_and_one_scope_of_several_are_accepted(string operation)
    {
        var token = appB.User().With("roles", Protected[operation].UserRole).With("scp", "a access_as_user b");

        using var response = await CallAsync(operation, token);

        AssertAllowed(response);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Application_is_allowed_with_an_application_role_where_one_exists(string operation)
    {
        using var response = await CallAsync(operation, appB.Application(AllRead));

        if (Protected[operation].AppRole is not null)
            AssertAllowed(response);
        else
            await AssertDeniedAsync(response, "token_kind_wrong", ["token_kind"]);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Application_with_a_users_role_is_refused(string operation)
    {
        using var response = await CallAsync(operation, appB.Application(Protected[operation].UserRole));

        var offered = Protected[operation].AppRole is not null;
        await AssertDeniedAsync(
            response, offered ? "role_missing" : "token_kind_wrong", [offered ? "role" : "token_kind"]);
    }

    [Theory]
    [MemberData(nameof(DeniedOperations))]
    public async Task Insufficient_token_gets_403_that_names_the_failed_checks(string denial, string operation)
    {
        var (_, make, code, failed) = Denials.Single(d => d.Name == denial);

        using var response = await CallAsync(operation, make(appB, Protected[operation].UserRole));

        await AssertDeniedAsync(response, code, failed);
    }

    [Fact]
    public async Task Refusal_contains_the_required_and_the_presented_values()
    {
        using var response = await CallAsync("GET /orders", appB.User("Reports.Read"));

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(
            "GET /orders needs the app role Orders.Read; this token has the role Reports.Read.",
            problem.GetProperty("detail").GetString());
        Assert.Equal(
            """[{"tokenKind":"user","scopes":["access_as_user"],"roles":["Orders.Read"]},{"tokenKind":"app","scopes":[],"roles":["Orders.Read.All"]}]""",
            problem.GetProperty("required").GetRawText());
        Assert.Equal(
            $$"""{"tokenKind":"user","scopes":["access_as_user"],"roles":["Reports.Read"],"audience":"{{AppBFixture.Audience}}","version":"2.0"}""",
            problem.GetProperty("presented").GetRawText());
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task Role_name_cannot_break_the_refusal_header()
    {
        using var response = await CallAsync(
            "GET /orders", appB.User("a\"\r\nSet-Cookie: x=1\\", new string('r', 5000)));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var header = Assert.Single(response.Headers.GetValues("WWW-Authenticate"));
        Assert.True(header.Length < 1000);
        Assert.Equal(6, header.Count(c => c == '"') - 2);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    private static TestAuthorityToken Scoped(AppBFixture f, string role, string scopes) =>
        f.User(role).With("scp", scopes);

#pragma warning disable CA1308 // Lower case is the test case.
    private static string LowerCase(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308

    private static string OperationOf(RouteEndpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Single() ?? "*";
        return $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";
    }

    private Task<HttpResponseMessage> CallAsync(string operation, TestAuthorityToken? token)
    {
        var method = new HttpMethod(operation.Split(' ')[0]);
        var body = method == HttpMethod.Patch ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        return appB.SendAsync(method, Protected[operation].Path, token?.Sign(), body);
    }

    // The PATCH has no status in its body, so it gets 400 once it is authorized.
    private static void AssertAllowed(HttpResponseMessage response) =>
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{response.StatusCode}");

    private static async Task AssertDeniedAsync(HttpResponseMessage response, string code, string[] failed)
    {
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            "error=\"insufficient_scope\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(failed, problem.GetProperty("failed").EnumerateArray().Select(f => f.GetString()!));
    }
}
