using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>The portal's client secret is replaced while it runs, and the old one then removed from the registration.</summary>
public sealed class ChangedSecretTests
{
    private const string NewSecret = "new-portal-secret";

    [Fact]
    public async Task FLT_44_token_requests_contain_the_secret_that_is_in_the_settings_now()
    {
        var secret = new SecretSource();
        await using var portal = await StartedPortal.StartAsync(
            [], builder => ((IConfigurationBuilder)builder.Configuration).Add(secret));
        string[] valid = [TestTenant.PortalSecret, NewSecret];
        var sent = new List<string>();
        portal.Authority.Misbehaviour = (form, context) =>
        {
            sent.Add($"{form["client_secret"]}");
            var response = valid.Contains(sent[^1])
                ? portal.Authority.Issue(form)
                : Results.Json(new { error = "invalid_client", error_description = "AADSTS7000215" }, statusCode: 401);
            return response.ExecuteAsync(context);
        };

        await ExchangeAsync(portal, "alice");
        secret.Change(NewSecret);
        await ExchangeAsync(portal, "bob");
        valid = [NewSecret];
        await ExchangeAsync(portal, "carol");

        Assert.Equal([TestTenant.PortalSecret, NewSecret, NewSecret], sent);
    }

    // Shows what the user's token for AppB contains, so the portal exchanges one.
    private static async Task ExchangeAsync(StartedPortal portal, string user)
    {
        var token = portal.Authority.User(ApiFixture.ClientId, "user_impersonation").With("oid", user).Sign();
        using var http = portal.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tokens");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private sealed class SecretSource : ConfigurationProvider, IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public void Change(string value)
        {
            Data = new Dictionary<string, string?> { ["AzureAd:ClientCredentials:0:ClientSecret"] = value };
            OnReload();
        }
    }
}
