using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Client;
using Portal.Components.Data;
using Portal.Tests.Support;
using Portal.Tracing;

namespace Portal.Tests.Components.Data;

public sealed class ViewCatalogSourceTests : ComponentTest
{
    /// <summary>A listener that tries again, as the navigation does, would otherwise end the process.</summary>
    [Fact]
    public async Task Attempt_that_fails_at_once_does_not_start_another_one()
    {
        var headers = new NoToken();
        var token = new PortalToken(
            headers,
            Services.GetRequiredService<AuthenticationStateProvider>(),
            Services.GetRequiredService<IOptions<PortalApiOptions>>());
        using var http = new HttpClient(Api) { BaseAddress = new Uri("http://portal.example/") };
        using var catalog = new ViewCatalogSource(
            new PortalApiClient(
                http, token, Services.GetRequiredService<RequestTraces>(), Services.GetRequiredService<PageActions>()),
            Services.GetRequiredService<PersistentComponentState>());
        catalog.Renewed += (_, _) =>
        {
            Assert.True(headers.Requests < 10);
            _ = catalog.GetAsync();
        };

        await Assert.ThrowsAsync<PortalApiException>(catalog.GetAsync);
        await Assert.ThrowsAsync<PortalApiException>(catalog.GetAsync);

        Assert.Equal(2, headers.Requests);
    }

    // The user's tokens are gone, which is known without a request.
    private sealed class NoToken : StubHeaders
    {
        public int Requests { get; private set; }

        protected override string HeaderFor(ClaimsPrincipal? user)
        {
            Requests++;
            throw new MicrosoftIdentityWebChallengeUserException(
                new MsalUiRequiredException("user_null", "No account."), ["scope"]);
        }
    }
}
