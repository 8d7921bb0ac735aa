using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Contracts.AdminSetup;
using Portal.Contracts.SignIn;
using Portal.Graph;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>The consent link that is sent to administrators, opened without a session.</summary>
public sealed class AdministratorConsentTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    private const string AppBScope = "33333333-3333-4333-8333-333333333333/access_as_user";

    [Fact]
    public async Task Link_leads_to_the_authority_with_the_configured_scopes_and_redirect_URI()
    {
        using var response = await OpenAsync($"/consent/AppB/administrator?scope=openid%20everything%20{AppBScope}");

        var address = response.Headers.Location!;
        var query = QueryHelpers.ParseQuery(address.Query);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.EndsWith("/v2.0/adminconsent", address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(AppBScope, query["scope"]);
        Assert.Equal(new Uri(portal.Client.BaseAddress!, "/signin-oidc").AbsoluteUri, query["redirect_uri"]);
    }

    [Fact]
    public async Task Microsoft_Graph_has_a_link_for_each_feature()
    {
        foreach (var purpose in GraphPurpose.All)
        {
            using var response = await OpenAsync($"/consent/{Uri.EscapeDataString(purpose.Name)}/administrator");

            Assert.Equal(
                string.Join(' ', purpose.Scopes), QueryHelpers.ParseQuery(response.Headers.Location!.Query)["scope"]);
        }
    }

    [Fact]
    public async Task Link_can_name_fewer_scopes_than_settings()
    {
        var chosen = AdminTasks.Permissions.Take(2).Select(AdminSetupAddresses.Scope).ToList();
        using var response = await OpenAsync("/" + SessionRoutes.AdministratorConsent(AdminSetupAddresses.Api, chosen));

        Assert.Equal(string.Join(' ', chosen), QueryHelpers.ParseQuery(response.Headers.Location!.Query)["scope"]);
    }

    [Theory]
    [InlineData("/consent/Other/administrator")]
    [InlineData("/consent/AppB/administrator?scope=openid")]
    public async Task Unknown_API_and_unknown_scopes_are_404(string path)
    {
        using var response = await OpenAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Unknown_API_name_is_not_cached()
    {
        using var response = await OpenAsync("/consent/Made%20up/administrator");

        Assert.True(
            portal.Services.GetRequiredService<IOptionsMonitorCache<DownstreamApiOptions>>().TryAdd("Made up", new()));
    }

    private Task<HttpResponseMessage> OpenAsync(string path) =>
        portal.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
