using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Every endpoint of the three apps that receives a body, found in their route tables.</summary>
public sealed class HostileBodiesTests : IClassFixture<UnlimitedFixture>
{
    // These read no body.
    private static readonly string[] WithoutBody =
        ["/api/demo/scenes/x", "/api/application/AppB/assertion", "/levers/reset", "/api/demo/put-back", "/levers/put-back"];

    private readonly UnlimitedFixture _product;

    public HostileBodiesTests(UnlimitedFixture product)
    {
        _product = product;

        // Tests of this class reset the tenant.
        product.ConsentToGraph(GraphPurpose.All);
        product.Consents.Grant(product.App(TestTenant.Portal), user: null, product.App(TestTenant.AppB), ["access_as_user"]);
    }

    public static TheoryData<string, string> Lists => new()
    {
        { "/api/admin/roles/AppB/preview", "changes" },
        { "/api/admin/roles/AppB/changes", "changes" },
        { "/api/admin/consents/preview", "changes" },
        { "/api/admin/consents/changes", "changes" },
    };

    public static TheoryData<string, string, string> WrongTypes => new()
    {
        { "POST", "/api/admin/roles/AppB/changes", "changes" },
        { "POST", "/api/admin/consents/changes", "changes" },
        { "POST", "/api/tokens/explain", "claims" },
        { "POST", "/api/tokens/compare", "left" },
        { "POST", "/api/demo/faults", "endpoint" },
        { "POST", "/api/demo/clock", "offsetSeconds" },
    };

    [Fact]
    public async Task INJ_11_INJ_12_INJ_12x_WEB_16_hostile_bodies_are_refused_at_every_endpoint_of_the_portal()
    {
        using var client = new HttpClient { BaseAddress = _product.Demo.Portal };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await _product.TokenAsync("carol"));
        var tried = await TryAllAsync(client, Endpoints(_product.Demo.PortalApp, "/api"));

        Assert.True(tried >= 13, $"{tried} endpoints");
    }

    [Fact]
    public async Task INJ_11_INJ_12_INJ_12x_WEB_16_hostile_bodies_are_refused_at_every_endpoint_of_AppB()
    {
        using var client = new HttpClient { BaseAddress = _product.Demo.AppB };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await AppBTokenAsync());
        client.DefaultRequestHeaders.Add("If-Match", "\"1\"");

        // After a body that is too long, AppB closes the connection.
        client.DefaultRequestHeaders.ConnectionClose = true;
        var tried = await TryAllAsync(client, Endpoints(_product.Demo.AppBApp, ""));

        Assert.True(tried >= 1, $"{tried} endpoints");
    }

    [Fact]
    public async Task INJ_11_INJ_12_INJ_12x_WEB_16_hostile_bodies_make_no_endpoint_of_the_emulator_fail()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _product.Demo.Authority.Browser };
        client.DefaultRequestHeaders.Add("X-Emulator-Lever", "1");
        var tried = await TryAllAsync(client, Endpoints(_product.Demo.EmulatorApp, ""), refused: false);

        Assert.True(tried >= 10, $"{tried} endpoints");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task INJ_12_INJ_12x_a_null_element_is_refused_and_named(string path, string member)
    {
        using var response = await SendAsync("POST", path, HostileBodies.Text($$"""{"{{member}}":[null]}"""));

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
        Assert.Equal($"{member}[0]", (await ApplicationFixture.ProblemAsync(response)).Field);
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public async Task INJ_12_a_member_of_the_wrong_type_is_refused_and_named(string method, string path, string member)
    {
        using var response = await SendAsync(method, path, HostileBodies.WrongType(member));

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
        Assert.Equal(member, (await ApplicationFixture.ProblemAsync(response)).Field);
    }

    [Fact]
    public async Task INJ_12_a_name_that_looks_like_content_is_not_repeated()
    {
        var token = await _product.TokenAsync("alice");

        using var response = await SendAsync("POST", "/api/tokens/explain", HostileBodies.Text($$"""{"{{token}}":1}"""));

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    private static async Task<int> TryAllAsync(
        HttpClient client, IEnumerable<(string Method, string Path)> endpoints, bool refused = true)
    {
        var tried = 0;
        foreach (var (method, path) in endpoints)
        {
            tried++;
            foreach (var (name, body) in HostileBodies.All)
            {
                using var response = await SendOrNullAsync(client, method, path, body);
                if (response is null)
                    continue;

                var status = (int)response.StatusCode;
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(status < 500, $"{method} {path} with {name}: {status} {text}");
                Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
                if (!refused || WithoutBody.Contains(path))
                    continue;

                Assert.True(status is 400 or 413 or 404, $"{method} {path} with {name}: {status} {text}");
                using var problem = JsonDocument.Parse(text);
                Assert.NotEmpty(problem.RootElement.GetProperty("code").GetString()!);
            }
        }

        return tried;
    }

    private static IEnumerable<(string Method, string Path)> Endpoints(WebApplication app, string under) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => Segment(s.Parts)))
        where path.StartsWith(under, StringComparison.Ordinal) && !path.Contains("/trace/runs", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where method is "POST" or "PUT" or "PATCH"
        select (method, path);

    // What a parameter needs, so that the request reaches the endpoint's body.
    private static string Segment(IReadOnlyList<Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart> parts) => string.Concat(
        parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "api" } => "AppB",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "view" } => "orders",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "id" or "key" } => "1",
            _ => "x",
        }));

    private async Task<HttpResponseMessage> SendAsync(string method, string path, byte[] body)
    {
        using var client = new HttpClient { BaseAddress = _product.Demo.Portal };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await _product.TokenAsync("carol"));
        return await SendAsync(client, method, path, body);
    }

    // Null if the server closed the connection because the body was too long for it.
    private static async Task<HttpResponseMessage?> SendOrNullAsync(HttpClient client, string method, string path, byte[] body)
    {
        try
        {
            return await SendAsync(client, method, path, body);
        }
        catch (HttpRequestException) when (body.Length > HostileBodies.Short)
        {
            return null;
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<string> AppBTokenAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(_product.Demo.Authority.Browser, "/levers/") };
        client.DefaultRequestHeaders.Add("X-Emulator-Lever", "1");
        var body = $$"""{"client":"{{TestTenant.Portal}}","resource":"{{TestTenant.AppB}}","user":"carol"}""";
        using var response = await SendAsync(client, "POST", "tokens", HostileBodies.Text(body));
        return (await ApplicationFixture.JsonAsync(response)).GetProperty("token").GetString()!;
    }
}

/// <summary>All apps, without limits on the number of calls.</summary>
public sealed class UnlimitedFixture : ApplicationFixture
{
    protected override string[] Arguments() => ["--Portal:RateLimits:Api:Burst=100000"];
}
