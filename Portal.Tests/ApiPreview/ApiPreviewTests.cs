using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Portal.Auth;
using Portal.Contracts.ApiPreview;
using Portal.Contracts.Problems;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.ApiPreview;

/// <summary>APIs that are not in the settings, read by their address or by their document.</summary>
public sealed class ApiPreviewTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Endpoint = "/api/admin/api-preview";

    internal const string Invoices = """
        {
          "openapi": "3.0.3",
          "info": { "title": "Invoices API v2", "version": "2" },
          "servers": [ { "url": "/billing" } ],
          "paths": {
            "/invoices": {
              "get": {
                "summary": "Invoices",
                "security": [ { "oauth": [ "invoices.read" ] } ],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
                  "type": "array", "items": { "type": "object", "properties": { "number": { "type": "string" } } } } } } } }
              }
            },
            "/invoices/{year}/totals": {
              "get": { "responses": { "200": { "description": "" } } }
            },
            "/payments": {
              "get": {
                "parameters": [ { "name": "X-Tenant", "in": "header", "required": true, "schema": { "type": "string" } } ],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
                  "type": "array", "items": { "type": "object", "properties": { "id": { "type": "integer" } } } } } } } }
              }
            }
          },
          "components": { "securitySchemes": { "oauth": { "type": "oauth2", "flows": { "authorizationCode": {
            "authorizationUrl": "https://a.example", "tokenUrl": "https://a.example", "scopes": { "invoices.read": "" } } } } } }
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Administrator => api.Authority.User(ApiFixture.ClientId, "user_impersonation", PortalPolicies.AdminRole).Sign();

    [Theory]
    [InlineData("docs/invoices.json", "docs/invoices.json")]
    [InlineData("", "openapi/v1.json")]
    [InlineData("swagger", "swagger/v1/swagger.json", "swagger/swagger/v1/swagger.json")]
    public async Task Document_is_found_at_the_address_or_below_it(string entered, params string[] published)
    {
        await using var host = await StubHost.StartAsync(
            app => app.MapGet($"/{published[^1]}", () => StubHost.Document(Invoices)), Cancellation);

        var report = await PreviewAsync(new ApiPreviewRequest(Address: host.Address + entered));

        Assert.Equal(host.Address + published[^1], report.Document);
        Assert.Equal(("Invoices API v2", "Invoices"), (report.Title, report.Name));
        Assert.Equal("invoices", Assert.Single(report.Views).Name);
        Assert.Equal(3, report.Coverage.Operations);
        Assert.Equal(2, report.Coverage.Named.Count);
    }

    [Fact]
    public async Task Settings_name_the_address_the_document_the_scope_and_the_header()
    {
        await using var host = await StubHost.StartAsync(
            app => app.MapGet("/docs/invoices.json", () => StubHost.Document(Invoices)), Cancellation);

        var report = await PreviewAsync(new ApiPreviewRequest(Address: $"{host.Address}docs/invoices.json"));

        using var settings = JsonDocument.Parse(report.Settings);
        var entry = settings.RootElement.GetProperty("Portal").GetProperty("DownstreamApis").GetProperty("Invoices");
        Assert.Equal($"{host.Address}billing/", entry.GetProperty("BaseUrl").GetString());
        Assert.Equal($"{host.Address}docs/invoices.json", entry.GetProperty("OpenApi").GetString());
        Assert.Equal("{application ID of the API}/invoices.read", entry.GetProperty("Scopes")[0].GetString());
        Assert.Equal("…", entry.GetProperty("Headers").GetProperty("X-Tenant").GetString());
        Assert.Equal(ScopeSources.Document, report.ScopesSource);
        Assert.Contains(report.ToComplete, sentence => sentence.StartsWith("Scopes:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scopes_are_those_of_the_protected_resource_metadata_if_there_are_any()
    {
        await using var host = await StubHost.StartAsync(
            app =>
            {
                app.MapGet("/openapi/v1.json", () => StubHost.Document(Invoices));
                app.MapGet("/.well-known/oauth-protected-resource/billing", () => StubHost.Document(
                    """{ "scopes_supported": [ "api://invoices/invoices.read", "openid", 1 ] }"""));
            },
            Cancellation);

        var report = await PreviewAsync(new ApiPreviewRequest(Address: host.Address));

        Assert.Equal(["api://invoices/invoices.read"], report.Scopes);
        Assert.Equal(ScopeSources.Metadata, report.ScopesSource);
    }

    [Fact]
    public async Task Uploaded_document_is_read_without_a_request()
    {
        var report = await PreviewAsync(new ApiPreviewRequest(Document: Invoices));

        Assert.Equal("invoices", Assert.Single(report.Views).Name);
        Assert.Equal((null, null), (report.Document, report.BaseUrl));
        Assert.Contains(report.ToComplete, sentence => sentence.StartsWith("BaseUrl:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_token_and_no_cookie_is_sent_and_no_redirect_is_followed()
    {
        var headers = new List<string>();
        await using var host = await StubHost.StartAsync(
            app => app.MapFallback(context =>
            {
                headers.AddRange(context.Request.Headers.Keys);
                context.Response.Redirect("https://elsewhere.example/");
                return Task.CompletedTask;
            }),
            Cancellation);

        await AssertProblemAsync(
            new ApiPreviewRequest(Address: host.Address), HttpStatusCode.BadGateway, ProblemCodes.ContractInvalid, "status 302");

        Assert.DoesNotContain("Authorization", headers);
        Assert.DoesNotContain("Cookie", headers);
    }

    [Theory]
    [InlineData("<!doctype html><title>Docs</title>", "text/html", "an HTML page")]
    [InlineData("", "application/json", "an empty body")]
    [InlineData("{ \"a\": 1", "application/json", "JSON")]
    public async Task What_is_no_document_is_said(string content, string type, string words)
    {
        await using var host = await StubHost.StartAsync(
            app => app.MapFallback(() => Results.Text(content, type)), Cancellation);

        await AssertProblemAsync(
            new ApiPreviewRequest(Address: host.Address), HttpStatusCode.BadGateway, ProblemCodes.ContractInvalid, words);
    }

    [Theory]
    [InlineData("api.example.com", "absolute address")]
    [InlineData("file:///etc/passwd", "absolute address")]
    [InlineData("https://user:secret@api.example.com/", "user name or password")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "credentials")]
    [InlineData("http://2852039166/latest/meta-data/", "credentials")]
    [InlineData("http://metadata.google.internal/", "credentials")]
    public async Task SRF_08_Address_that_is_never_called_is_refused(string address, string words) => await AssertProblemAsync(
        new ApiPreviewRequest(Address: address), HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid, words);

    [Fact]
    public async Task Address_where_nothing_listens_is_said()
    {
        var host = await StubHost.StartAsync(_ => { }, Cancellation);
        var address = host.Address;
        await host.DisposeAsync();

        await AssertProblemAsync(
            new ApiPreviewRequest(Address: address), HttpStatusCode.BadGateway, ProblemCodes.DownstreamUnavailable, "could not connect");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "address": "https://a.example", "document": "{}" }""")]
    public async Task Request_with_neither_or_both_is_refused(string body)
    {
        using var response = await api.SendAsync(HttpMethod.Post, Endpoint, Administrator, body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    private async Task<ApiPreviewReport> PreviewAsync(ApiPreviewRequest request)
    {
        using var response = await SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return (await response.Content.ReadFromJsonAsync<ApiPreviewReport>(Cancellation))!;
    }

    private async Task AssertProblemAsync(ApiPreviewRequest request, HttpStatusCode status, string code, string words)
    {
        using var response = await SendAsync(request);
        await ProblemAssert.IsAsync(response, status, code);
        var problem = await ApplicationFixture.ProblemAsync(response);
        Assert.Contains(words, problem.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(ApiPreviewRequest request) => api.SendAsync(
        HttpMethod.Post, Endpoint, Administrator, JsonSerializer.Serialize(request, JsonSerializerOptions.Web));
}
