using System.Net;
using Microsoft.Identity.Abstractions;

namespace Portal.Tests.StandIn;

/// <summary>Each configuration key has its documented effect.</summary>
public sealed class DownstreamApiOptionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://appb.example", null, "https://appb.example/")]
    [InlineData("https://appb.example", "orders", "https://appb.example/orders")]
    [InlineData("https://appb.example/", "/orders", "https://appb.example/orders")]
    [InlineData("https://appb.example/v1/", "orders?$top=2", "https://appb.example/v1/orders?$top=2")]
    public async Task BaseUrl_and_RelativePath_are_joined_by_one_slash(string baseUrl, string? path, string expected)
    {
        using var setup = new DownstreamSetup(("BaseUrl", baseUrl), ("RelativePath", path));

        var request = await Call(setup);

        Assert.Equal(expected, request.Uri);
    }

    [Fact]
    public async Task HttpMethod_is_the_method_of_an_untyped_call()
    {
        using var setup = new DownstreamSetup(("HttpMethod", "Patch"));

        var request = await Call(setup);

        Assert.Equal("PATCH", request.Method);
    }

    [Fact]
    public async Task Scopes_are_passed_to_the_header_provider_whose_header_is_sent()
    {
        using var setup = new DownstreamSetup(("Scopes:0", "api://appb/a"), ("Scopes:1", "api://appb/b"));

        var request = await Call(setup);

        Assert.Equal(["api://appb/a", "api://appb/b"], setup.Tokens.Request.Scopes);
        Assert.Equal("Bearer token-1", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task Call_without_scopes_is_sent_without_a_token()
    {
        using var setup = new DownstreamSetup();

        var request = await Call(setup, options => options.Scopes = []);

        Assert.Empty(setup.Tokens.Requests);
        Assert.DoesNotContain("Authorization", request.Headers);
    }

    [Fact]
    public async Task AcceptHeader_is_JSON_unless_set()
    {
        using var setup = new DownstreamSetup();
        using var csv = new DownstreamSetup(("AcceptHeader", "text/csv, application/json; q=0.5"));

        var defaultRequest = await Call(setup);
        var csvRequest = await Call(csv);

        Assert.Equal("application/json", defaultRequest.Headers["Accept"]);
        Assert.Equal("text/csv, application/json; q=0.5", csvRequest.Headers["Accept"]);
    }

    [Fact]
    public async Task ContentType_text_sends_a_string_as_it_is()
    {
        using var setup = new DownstreamSetup(("ContentType", "text/plain"));
        setup.Wire.Respond(HttpStatusCode.OK);

        await setup.Api.PostForUserAsync(DownstreamSetup.Name, "plain words", cancellationToken: Cancel);

        Assert.Equal("plain words", setup.Wire.Request.Body);
        Assert.Equal("text/plain; charset=utf-8", setup.Wire.Request.ContentType);
    }

    [Fact]
    public async Task ExtraHeaderParameters_are_sent()
    {
        using var setup = new DownstreamSetup(("ExtraHeaderParameters:X-Tenant", "contoso"));

        var request = await Call(setup);

        Assert.Equal("contoso", request.Headers["X-Tenant"]);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("authorization")]
    [InlineData("Cookie")]
    [InlineData("Host")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Original-URL")]
    [InlineData("X-MS-CLIENT-PRINCIPAL")]
    [InlineData("X-MS-TOKEN-AAD-ACCESS-TOKEN")]
    public async Task Headers_that_authenticate_or_route_cannot_be_set(string name)
    {
        using var setup = new DownstreamSetup(($"ExtraHeaderParameters:{name}", "mine"));

        var request = await Call(setup);

        Assert.DoesNotContain("mine", request.Headers.Values);
    }

    [Fact]
    public async Task Existing_header_is_not_replaced()
    {
        using var setup = new DownstreamSetup(("ExtraHeaderParameters:Accept", "text/csv"));

        var request = await Call(setup);

        Assert.Equal("application/json", request.Headers["Accept"]);
    }

    [Theory]
    [InlineData("orders", "https://appb.example/orders?q=a%26b%20c")]
    [InlineData("orders?$top=2", "https://appb.example/orders?$top=2&q=a%26b%20c")]
    public async Task ExtraQueryParameters_are_escaped_and_follow_the_query_of_the_path(string path, string expected)
    {
        using var setup = new DownstreamSetup(("RelativePath", path), ("ExtraQueryParameters:q", "a&b c"));

        var request = await Call(setup);

        Assert.Equal(expected, request.Uri);
    }

    [Fact]
    public async Task ProtocolScheme_is_passed_to_the_header_provider()
    {
        using var setup = new DownstreamSetup(("ProtocolScheme", "Pop"));

        await Call(setup);

        Assert.Equal("Pop", setup.Tokens.Request.Options.ProtocolScheme);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("true", true)]
    public async Task RequestAppToken_makes_CallApi_use_an_app_only_token(string? setting, bool expected)
    {
        using var setup = new DownstreamSetup(("RequestAppToken", setting));
        setup.Wire.Respond(HttpStatusCode.OK);

        using var response = await setup.Api.CallApiAsync(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Equal(expected, setup.Tokens.Request.ForApp);
    }

    [Fact]
    public async Task AcquireTokenOptions_are_passed_to_the_header_provider()
    {
        using var setup = new DownstreamSetup(
            ("AcquireTokenOptions:AuthenticationOptionsName", "Bearer"),
            ("AcquireTokenOptions:Tenant", "contoso.example"),
            ("AcquireTokenOptions:Claims", """{"access_token":{}}"""),
            ("AcquireTokenOptions:ForceRefresh", "true"),
            ("AcquireTokenOptions:CorrelationId", "5f0e9a3e-0000-4000-8000-000000000001"),
            ("AcquireTokenOptions:LongRunningWebApiSessionKey", "night-run"),
            ("AcquireTokenOptions:ExtraQueryParameters:slice", "test"));

        await Call(setup);

        var options = setup.Tokens.Request.Options.AcquireTokenOptions;
        Assert.Equal("Bearer", options.AuthenticationOptionsName);
        Assert.Equal("contoso.example", options.Tenant);
        Assert.Equal("""{"access_token":{}}""", options.Claims);
        Assert.True(options.ForceRefresh);
        Assert.Equal(Guid.Parse("5f0e9a3e-0000-4000-8000-000000000001"), options.CorrelationId);
        Assert.Equal("night-run", options.LongRunningWebApiSessionKey);
        Assert.Equal("test", options.ExtraQueryParameters!["slice"]);
    }

    private static async Task<SentRequest> Call(
        DownstreamSetup setup,
        Action<DownstreamApiOptions>? configure = null)
    {
        setup.Wire.Respond(HttpStatusCode.OK);
        using var response = await setup.Api.CallApiForUserAsync(
            DownstreamSetup.Name, configure, DownstreamSetup.Alice, cancellationToken: Cancel);

        return setup.Wire.Request;
    }
}
