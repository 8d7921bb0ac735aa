using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Portal.Tests.StandIn;

/// <summary>
/// Responds to a challenge or sign-out with its arguments. A request with <c>?signedIn</c> is signed in.
/// </summary>
internal sealed class StubAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder), IAuthenticationSignOutHandler
{
    public const string SignedOutHeader = "X-Signed-Out";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name));
        return Task.FromResult(Request.Query.ContainsKey("signedIn")
            ? AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name))
            : AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Response.WriteAsJsonAsync(new Challenged(
            Scheme.Name,
            properties.RedirectUri,
            properties.GetParameter<string>("login_hint"),
            properties.GetParameter<string>("domain_hint"),
            properties.GetParameter<ICollection<string>>(OAuthChallengeProperties.ScopeKey),
            properties.Items.TryGetValue("claims", out var claims) ? claims : null,
            properties.Items.TryGetValue("policy", out var policy) ? policy : null));

    public Task SignOutAsync(AuthenticationProperties? properties)
    {
        Response.Headers.Append(SignedOutHeader, Scheme.Name);
        return Task.CompletedTask;
    }
}

internal sealed record Challenged(
    string Scheme,
    string? RedirectUri,
    string? LoginHint,
    string? DomainHint,
    ICollection<string>? Scope,
    string? Claims,
    string? Policy);
