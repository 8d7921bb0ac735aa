using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Client;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Client;

/// <summary>The problems that pages show if they get no token for the portal's own API.</summary>
public sealed class PortalTokenTests
{
    public static TheoryData<Exception, string, int> Failures => new()
    {
        { AuthorityException.Silent(TimeSpan.FromSeconds(2)), ProblemCodes.AuthorityUnavailable, 503 },
        { AuthorityException.Unexpected("text/html (status 200)"), ProblemCodes.AuthorityUnavailable, 502 },
        { AuthorityException.Throttled(429, TimeSpan.FromSeconds(7)), ProblemCodes.AuthorityUnavailable, 503 },
        { new HttpRequestException("refused"), ProblemCodes.AuthorityUnavailable, 503 },
        { new MsalServiceException("x", "away", 503), ProblemCodes.AuthorityUnavailable, 503 },
        { new MsalServiceException("invalid_client", "AADSTS7000215: Wrong.", 401), ProblemCodes.SettingsInvalid, 502 },
        { new MsalClientException("token_request_failed", "FileNotFoundException"), ProblemCodes.SettingsInvalid, 502 },
        {
            new MicrosoftIdentityWebChallengeUserException(new MsalUiRequiredException("invalid_grant", "AADSTS50173"), ["s"]),
            ProblemCodes.SignInRequired,
            401
        },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task OBO_18_every_failure_of_the_token_is_a_problem(Exception failure, string code, int status)
    {
        var token = new PortalToken(
            new FailingHeaders(failure), new SignedIn(), Options.Create(new PortalApiOptions { Scope = "portal/scope" }));

        var problem = (await Assert.ThrowsAsync<PortalApiException>(
            () => token.GetAuthorizationHeaderAsync(TestContext.Current.CancellationToken))).Problem;

        Assert.Equal((code, status), (problem.Code, problem.Status));
        Assert.Equal(failure is AuthorityException { RetryAfter: not null } ? 7 : null, problem.RetryAfterSeconds);
    }

    private sealed class FailingHeaders(Exception failure) : StubHeaders
    {
        protected override string HeaderFor(ClaimsPrincipal? user) => throw failure;
    }

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity("test"))));
    }
}
