using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task Failing_check_affects_readiness_but_not_liveness()
    {
        await using var app = await StartAsync(checks => checks.AddCheck(
            "authority", () => HealthCheckResult.Unhealthy(), [HealthEndpoints.ReadyTag]));

        Assert.Equal(HttpStatusCode.OK, await GetStatusAsync(app, "health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetStatusAsync(app, "health/ready"));
    }

    [Fact]
    public async Task Health_endpoints_are_anonymous()
    {
        await using var app = await StartAsync(_ => { });

        Assert.Equal(HttpStatusCode.OK, await GetStatusAsync(app, "health/live"));
        Assert.Equal(HttpStatusCode.OK, await GetStatusAsync(app, "health/ready"));
    }

    private static async Task<WebApplication> StartAsync(Action<IHealthChecksBuilder> add)
    {
        var builder = AppBuilder.Create("Portal.Tests", "Health", ["--Urls=http://127.0.0.1:0"]);
        builder.Services.AddAuthentication().AddBearerToken();
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        add(builder.Services.AddHealthChecks());
        var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<HttpStatusCode> GetStatusAsync(WebApplication app, string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var response = await http.GetAsync(
            new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
