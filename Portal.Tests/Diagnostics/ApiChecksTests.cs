using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Contracts.Diagnostics;
using Portal.Tests.AppB;
using Portal.Tests.Emulator;

namespace Portal.Tests.Diagnostics;

[Collection(DiagnosticsGroup.Name)]
public sealed class ApiChecksTests(DiagnosticsFixture setup)
{
    [Fact]
    public async Task Closed_port_is_reported_and_later_checks_of_the_API_are_not_reached()
    {
        var report = await setup.ExamineAsync("--Portal:DownstreamApis:AppB:BaseUrl=http://127.0.0.1:9/");

        var reach = report.AssertState("AppB.reach", DiagnosticStates.Failed);
        Assert.Contains("127.0.0.1:9", reach.Text, StringComparison.Ordinal);
        Assert.Equal("DownstreamApis:AppB:BaseUrl", reach.Fix!.Setting);
        Assert.All((string[])["contract", "clock", "audience", "authority", "scopes"], check =>
            report.AssertState($"AppB.{check}", DiagnosticStates.NotReached));
        report.AssertState("credential", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task Scope_of_another_API_fails_the_audience()
    {
        var report = await setup.ExamineAsync(
            $"--Portal:DownstreamApis:AppB:Scopes:0={TestTenant.Background}/access_as_user");

        var audience = report.AssertState("AppB.audience", DiagnosticStates.Failed);
        Assert.Contains(TestTenant.AppB, audience.Fix!.Text, StringComparison.Ordinal);
        report.AssertState("AppB.scopes", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task Unknown_scope_is_named()
    {
        var report = await setup.ExamineAsync($"--Portal:DownstreamApis:AppB:Scopes:0={TestTenant.AppB}/no_such_scope");

        Assert.Contains(
            "no_such_scope", report.AssertState("AppB.scopes", DiagnosticStates.Failed).Text, StringComparison.Ordinal);
        report.AssertState("AppB.audience", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task API_of_another_tenant_fails_the_authority_check()
    {
        await using var other = await AppBFixture.StartAsync(
            setup.Folder,
            new Uri("https://localhost:9/"),
            TestContext.Current.CancellationToken,
            $"--AppB:AzureAd:ClientId={TestTenant.AppB}",
            "--orders=10");

        var report = await setup.ExamineAsync($"--Portal:DownstreamApis:AppB:BaseUrl={AppBFixture.AddressOf(other)}");

        report.AssertState("AppB.authority", DiagnosticStates.Failed);
        report.AssertState("AppB.audience", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task Missing_OpenAPI_document_is_reported()
    {
        var report = await setup.ExamineAsync("--Portal:DownstreamApis:AppB:OpenApi=no/such.json");

        Assert.Equal(
            "DownstreamApis:AppB:OpenApi", report.AssertState("AppB.contract", DiagnosticStates.Failed).Fix!.Setting);
        report.AssertState("AppB.scopes", DiagnosticStates.NotReached);
    }

    [Fact]
    public async Task Operations_without_a_view_are_counted_and_named()
    {
        await using var plain = await StartAsync(_ => Results.Text("""
            openapi: 3.1.0
            info: { title: Plain }
            paths:
              /things: { get: { responses: { "200": { content: { application/json: { schema: { type: array, items: { properties: { id: { type: string } } } } } } } } } }
              /me: { get: { responses: { "200": { content: { application/json: { schema: { properties: { id: { type: string } } } } } } } } }
            """));

        var report = await setup.ExamineAsync($"--Portal:DownstreamApis:AppB:BaseUrl={AppBFixture.AddressOf(plain)}");

        var contract = report.AssertState("AppB.contract", DiagnosticStates.Passed);
        Assert.Equal("2 operations, 1 view; 1 returns no list.", contract.Text);
        Assert.Equal("GET /me returns no rows, but one object", contract.Evidence.Single(e => e.Name == DiagnosticEvidence.PassedOver).Value);
    }

    [Fact]
    public async Task Page_instead_of_a_document_is_named()
    {
        await using var plain = await StartAsync(_ => Results.Text("<!DOCTYPE html><title>Sign in</title>", "text/html"));

        var report = await setup.ExamineAsync($"--Portal:DownstreamApis:AppB:BaseUrl={AppBFixture.AddressOf(plain)}");

        Assert.Contains("an HTML page", report.AssertState("AppB.contract", DiagnosticStates.Failed).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task API_that_publishes_nothing_else_is_unknown_and_not_failed()
    {
        await using var plain = await StartAsync(_ => Results.Json(new
        {
            openapi = "3.1.0",
            info = new { title = "Plain", version = "1" },
            paths = new Dictionary<string, object>(),
        }));

        var report = await setup.ExamineAsync($"--Portal:DownstreamApis:AppB:BaseUrl={AppBFixture.AddressOf(plain)}");

        report.AssertState("AppB.contract", DiagnosticStates.Warning);
        report.AssertState("AppB.audience", DiagnosticStates.Unknown);
        report.AssertState("AppB.authority", DiagnosticStates.Unknown);
        report.AssertState("AppB.scopes", DiagnosticStates.Unknown);
    }

    [Fact]
    public async Task FLT_30_Slow_clock_of_the_API_is_found_in_its_responses()
    {
        await using var behind = await StartAsync(http =>
        {
            http.Response.Headers.Date = DateTimeOffset.UtcNow.AddMinutes(-5).ToString("R");
            return Results.NotFound();
        });

        var report = await setup.ExamineAsync($"--Portal:DownstreamApis:AppB:BaseUrl={AppBFixture.AddressOf(behind)}");

        Assert.Contains(
            "5 minutes behind",
            report.AssertState("AppB.clock", DiagnosticStates.Failed).Text,
            StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(Func<HttpContext, IResult> openApi)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/openapi/v1.json", openApi);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
