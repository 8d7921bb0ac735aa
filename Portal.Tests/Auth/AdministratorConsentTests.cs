using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Tests.Api;

namespace Portal.Tests.Auth;

/// <summary>The link that is sent to administrators, opened by somebody without a session here.</summary>
public sealed class AdministratorConsentTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task It_leads_to_the_authority_with_the_scopes_of_settings_and_back_to_the_registered_address()
    {
        using var response = await OpenAsync("/consent/AppB/administrator?scope=openid%20everything");

        var address = response.Headers.Location!;
        var query = QueryHelpers.ParseQuery(address.Query);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.EndsWith("/v2.0/adminconsent", address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("33333333-3333-4333-8333-333333333333/access_as_user", query["scope"]);
        Assert.Equal(new Uri(portal.Client.BaseAddress!, "/signin-oidc").AbsoluteUri, query["redirect_uri"]);
    }

    [Fact]
    public async Task Each_purpose_of_Graph_has_one()
    {
        using var response = await OpenAsync("/consent/Microsoft%20Graph%20(read%20consents)/administrator");

        Assert.Equal(
            "https://graph.microsoft.com/Directory.Read.All",
            QueryHelpers.ParseQuery(response.Headers.Location!.Query)["scope"]);
    }

    [Fact]
    public async Task An_API_that_settings_do_not_name_has_none()
    {
        using var response = await OpenAsync("/consent/Other/administrator");

        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task Names_that_strangers_make_up_are_not_remembered()
    {
        using var response = await OpenAsync("/consent/Made%20up/administrator");

        Assert.True(portal.Services.GetRequiredService<IOptionsMonitorCache<DownstreamApiOptions>>().TryAdd("Made up", new()));
    }

    private Task<HttpResponseMessage> OpenAsync(string path) =>
        portal.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
