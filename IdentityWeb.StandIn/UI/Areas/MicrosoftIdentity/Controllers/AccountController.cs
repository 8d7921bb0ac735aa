using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Controllers;

/// <summary>Signs users in and out at <c>/MicrosoftIdentity/Account/…</c>.</summary>
[NonController] // Added by AccountControllerFeatureProvider only, so that referencing the assembly adds no routes.
[AllowAnonymous]
[RegisteredSchemeOnly]
[Area("MicrosoftIdentity")]
[Route("[area]/[controller]/[action]")]
public class AccountController(IOptionsMonitor<MicrosoftIdentityOptions> microsoftIdentityOptionsMonitor) : Controller
{
    [HttpGet("{scheme?}")]
    public IActionResult SignIn(
        [FromRoute] string? scheme,
        [FromQuery] string? redirectUri,
        [FromQuery] string? loginHint = null,
        [FromQuery] string? domainHint = null)
    {
        var properties = new AuthenticationProperties { RedirectUri = ReturnAddress.Local(Url, redirectUri) ?? Home };
        if (!string.IsNullOrEmpty(loginHint))
            properties.Parameters[Constants.LoginHint] = loginHint;
        if (!string.IsNullOrEmpty(domainHint))
            properties.Parameters[Constants.DomainHint] = domainHint;

        return Challenge(properties, SchemeOrDefault(scheme));
    }

    /// <summary>Challenges with additional scopes to consent to, or with the claims that an API requires.</summary>
    [HttpGet("{scheme?}")]
    public IActionResult Challenge(
        string? redirectUri,
        string? scope,
        string? loginHint,
        string? domainHint,
        string? claims,
        string? policy,
        [FromRoute] string? scheme)
    {
        var items = new Dictionary<string, string?> { [Constants.Claims] = claims, [Constants.Policy] = policy };
        var parameters = new Dictionary<string, object?>
        {
            [Constants.LoginHint] = loginHint,
            [Constants.DomainHint] = domainHint,
        };

        var properties = new OAuthChallengeProperties(items, parameters)
        {
            RedirectUri = ReturnAddress.LocalOrSameOrigin(Url, Request, redirectUri) ?? Home,
        };
        if (scope is not null)
            properties.Scope = scope.Split(' ');

        return Challenge(properties, SchemeOrDefault(scheme));
    }

    [HttpGet("{scheme?}")]
    public IActionResult SignOut([FromRoute] string? scheme)
    {
        if (AppServicesAuthenticationInformation.IsAppServicesAadAuthenticationEnabled)
        {
            return AppServicesAuthenticationInformation.LogoutUrl is { } logout ? LocalRedirect(logout) : Ok();
        }

        // Null if the app has no such page; the OpenID Connect handler then redirects to SignedOutRedirectUri.
        var signedOut = Url.Page("/Account/SignedOut", pageHandler: null, values: null, protocol: Request.Scheme);
        return SignOut(
            new AuthenticationProperties { RedirectUri = signedOut },
            CookieAuthenticationDefaults.AuthenticationScheme,
            SchemeOrDefault(scheme));
    }

    [HttpGet("{scheme?}")]
    public IActionResult ResetPassword([FromRoute] string? scheme) =>
        ChallengeWithPolicy(SchemeOrDefault(scheme), options => options.ResetPasswordPolicyId);

    [HttpGet("{scheme?}")]
    public async Task<IActionResult> EditProfile([FromRoute] string? scheme)
    {
        var effective = SchemeOrDefault(scheme);
        var signedIn = await HttpContext.AuthenticateAsync(effective);
        return signedIn.Succeeded
            ? ChallengeWithPolicy(effective, options => options.EditProfilePolicyId)
            : Challenge(effective);
    }

    private string Home => Url.Content("~/");

    private static string SchemeOrDefault(string? scheme) => scheme ?? OpenIdConnectDefaults.AuthenticationScheme;

    private ChallengeResult ChallengeWithPolicy(string scheme, Func<MicrosoftIdentityOptions, string?> policy)
    {
        var properties = new AuthenticationProperties { RedirectUri = Home };
        properties.Items[Constants.Policy] = policy(microsoftIdentityOptionsMonitor.Get(scheme));
        return Challenge(properties, scheme);
    }
}
