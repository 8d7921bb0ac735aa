using System.Net;

namespace Portal.Tests.Hosting;

/// <summary>What the portal shows to anyone in Production.</summary>
public sealed class ProductionSurfaceTests(ProductionPortal portal) : IClassFixture<ProductionPortal>
{
    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/metrics")]
    [InlineData("/health")]
    [InlineData("/health/startup")]
    [InlineData("/_framework/debug/ws-proxy")]
    [InlineData("/_framework/blazor.boot.json")]
    [InlineData("/_framework/blazor.web.js.map")]
    [InlineData("/theme.js.map")]
    [InlineData("/Portal.pdb")]
    [InlineData("/Portal.dll")]
    [InlineData("/.git/config")]
    [InlineData("/appsettings.json")]
    [InlineData("/appsettings.Production.json")]
    [InlineData("/web.config")]
    [InlineData("/..%2fappsettings.json")]
    [InlineData("/swagger")]
    [InlineData("/_vs/browserLink")]
    public async Task LEK_15_internals_are_not_served(string path)
    {
        using var response = await portal.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.NotFound]);
    }

    [Theory]
    [InlineData("/health/live", "Healthy")]
    [InlineData("/health/ready", "Healthy")]
    public async Task LEK_15_health_is_one_word(string path, string word) =>
        Assert.Equal(word, await portal.Http.GetStringAsync(path, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("GET", "/api/views")]
    [InlineData("POST", "/api/views")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("PATCH", "/api/data/AppB/orders/1")]
    [InlineData("POST", "/api/tokens/explain")]
    [InlineData("POST", "/sign-out")]
    [InlineData("POST", "/signin-oidc")]
    [InlineData("GET", "/signin-oidc?error=x&state=y")]
    [InlineData("GET", "/error")]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/%00")]
    public async Task LEK_04_refusals_contain_no_stack_type_or_path(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await portal.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        foreach (var internals in (string[])["   at ", "Exception", "Microsoft.", "System.", ".cs:", portal.DataDirectory, AppContext.BaseDirectory])
            Assert.DoesNotContain(internals, body, StringComparison.Ordinal);
    }
}
