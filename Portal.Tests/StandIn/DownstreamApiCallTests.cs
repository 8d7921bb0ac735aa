using System.Net;
using Microsoft.Identity.Abstractions;

namespace Portal.Tests.StandIn;

public sealed class DownstreamApiCallTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_for_a_user_acquires_a_token_for_that_user()
    {
        using var setup = new DownstreamSetup(("RequestAppToken", "true"));
        setup.Wire.Respond(HttpStatusCode.OK);

        using var response = await setup.Api.CallApiForUserAsync(
            DownstreamSetup.Name, user: DownstreamSetup.Alice, cancellationToken: Cancel);

        Assert.Same(DownstreamSetup.Alice, setup.Tokens.Request.User);
        Assert.False(setup.Tokens.Request.ForApp);
    }

    [Fact]
    public async Task Call_for_the_app_acquires_an_app_only_token()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK);

        using var response = await setup.Api.CallApiForAppAsync(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Null(setup.Tokens.Request.User);
        Assert.True(setup.Tokens.Request.ForApp);
    }

    [Fact]
    public async Task Named_call_uses_the_client_of_that_name()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK);

        using var response = await setup.Api.CallApiForUserAsync(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Equal(DownstreamSetup.Name, setup.Wire.Request.Headers["X-Client"]);
    }

    [Fact]
    public async Task Call_with_its_own_options_needs_no_name()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK);
        var options = new DownstreamApiOptions
        {
            BaseUrl = "https://other.example",
            RelativePath = "health",
            Scopes = ["api://other/.default"],
            RequestAppToken = true,
        };

        using var response = await setup.Api.CallApiAsync(options, cancellationToken: Cancel);

        Assert.Equal("https://other.example/health", setup.Wire.Request.Uri);
        Assert.DoesNotContain("X-Client", setup.Wire.Request.Headers);
        Assert.True(setup.Tokens.Request.ForApp);
    }

    [Fact]
    public async Task Override_affects_one_call_and_not_the_named_options()
    {
        using var setup = new DownstreamSetup(
            ("ExtraHeaderParameters:X-Kept", "1"),
            ("ExtraQueryParameters:kept", "1"),
            ("AcquireTokenOptions:ExtraQueryParameters:kept", "1"));
        setup.Wire.Respond(HttpStatusCode.OK);

        using var response = await setup.Api.CallApiForUserAsync(
            DownstreamSetup.Name,
            options =>
            {
                options.RelativePath = "once";
                options.HttpMethod = "Head";
                options.Scopes = ["api://appb/once"];
                options.AcquireTokenOptions.Tenant = "once";
                options.ExtraHeaderParameters!["X-Once"] = "1";
                options.ExtraQueryParameters!["once"] = "1";
            },
            cancellationToken: Cancel);

        Assert.Equal("HEAD", setup.Wire.Request.Method);
        Assert.Equal("https://appb.example/once?kept=1&once=1", setup.Wire.Request.Uri);
        Assert.Equal("once", setup.Tokens.Request.Options.AcquireTokenOptions.Tenant);

        var named = setup.Options;
        Assert.Empty(named.RelativePath);
        Assert.NotEqual("Head", named.HttpMethod);
        Assert.Equal(["api://appb/access_as_user"], named.Scopes);
        Assert.Null(named.AcquireTokenOptions.Tenant);
        Assert.Equal(["X-Kept"], named.ExtraHeaderParameters!.Keys);
        Assert.Equal(["kept"], named.ExtraQueryParameters!.Keys);
        Assert.Equal(["kept"], named.AcquireTokenOptions.ExtraQueryParameters!.Keys);
    }

    [Fact]
    public async Task Hooks_run_before_and_after_the_authorization_header_is_set()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK);
        var seen = new List<string>();

        using var response = await setup.Api.CallApiForUserAsync(
            DownstreamSetup.Name,
            options =>
            {
                options.OnBeforeAuthHeaderCreation = r => seen.Add($"before {r.Headers.Authorization}");
                options.OnAfterAuthHeaderCreation = r => seen.Add($"after {r.Headers.Authorization}");
                options.CustomizeHttpRequestMessage = r => seen.Add($"customize {r.Headers.Authorization}");
            },
            cancellationToken: Cancel);

        Assert.Equal(["before ", "after Bearer token-1", "customize Bearer token-1"], seen);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Untyped_call_returns_an_error_response_unchanged(HttpStatusCode status)
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(status, "why");

        using var response = await setup.Api.CallApiForUserAsync(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("why", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Cancelled_call_sends_nothing()
    {
        using var setup = new DownstreamSetup();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => setup.Api.GetForUserAsync<Order>(DownstreamSetup.Name, cancellationToken: source.Token));

        Assert.Empty(setup.Tokens.Requests);
        Assert.Empty(setup.Wire.Requests);
    }

    [Fact]
    public async Task Cancelling_during_the_request_ends_the_call()
    {
        using var setup = new DownstreamSetup();
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.Api.CallApiForUserAsync(
            DownstreamSetup.Name,
            options => options.CustomizeHttpRequestMessage = _ => source.Cancel(),
            cancellationToken: source.Token));

        Assert.Single(setup.Tokens.Requests);
        Assert.Empty(setup.Wire.Requests);
    }
}
