using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Auth.Sessions;
using Portal.Auth.TokenCache;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>Sign-out, and requests for consent to a downstream API.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SessionRoutes.SignOut, SignOut);
        routes.MapGet(SessionRoutes.ConsentPattern, Consent);
    }

    private static async Task<Results<SignOutHttpResult, BadRequest>> SignOut(
        HttpContext context, IAntiforgery antiforgery, PortalSessions sessions, UserTokenCache cache)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return TypedResults.BadRequest();

        // First: whatever fails after it, the session is over.
        await sessions.EndAsync(context.User, SessionEnd.SignedOut);
        await cache.ForgetAsync(context.User);

        // Storage belongs to the whole origin: with a path base, also to other apps.
        context.Response.Headers["Clear-Site-Data"] =
            context.Request.PathBase.HasValue ? "\"cache\"" : "\"cache\", \"storage\"";
        return TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = context.Request.PathBase + SessionRoutes.SignedOut },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
    }

    private static async Task<Results<ChallengeHttpResult, NotFound>> Consent(
        string api,
        string? returnUrl,
        string? claims,
        string[]? scope,
        string? continues,
        HttpContext context,
        IOptionsFactory<DownstreamApiOptions> apis,
        InterruptedApplies interrupted)
    {
        if (ChosenScopes.Of(apis, api, scope) is not { Count: > 0 } scopes)
            return TypedResults.NotFound();

        var properties = new AuthenticationProperties { RedirectUri = LocalUrl.OrHome(returnUrl, context.Request.PathBase) };
        properties.Items[SignInRegistration.ConsentApi] = api;
        properties.SetParameter<ICollection<string>>(OpenIdConnectParameterNames.Scope, ["openid", "profile", "offline_access", .. scopes]);
        properties.SetParameter(OpenIdConnectParameterNames.LoginHint, context.User.FindFirst("preferred_username")?.Value);
        if (ClaimsChallenge.IsWellFormed(claims))
            properties.Items[ClaimsChallenge.Parameter] = claims;
        if (await interrupted.StartAsync(context.User, continues, api, scopes) is { } started)
            properties.Items[InterruptedApplies.Item] = started;

        return TypedResults.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
    }
}
