using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;

namespace Entra.Emulator.Authorize;

/// <summary>
/// The end session endpoint: ends the session and notifies the apps that were used in it. Refresh tokens stay valid,
/// as in Entra.
/// </summary>
internal sealed class LogoutEndpoint(
    TenantDirectory tenant, SessionCookie cookie, Sessions sessions, TenantTokenValidator tokens, TenantIssuer issuer)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(
        "/{tenant}/oauth2/v2.0/logout",
        [HttpMethods.Get, HttpMethods.Post],
        (HttpContext http, LogoutEndpoint endpoint) => endpoint.HandleAsync(http));

    private async Task<IResult> HandleAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        string? Parameter(string name) => form?[name].FirstOrDefault() ?? http.Request.Query[name];

        var (hintedUser, hintedClient) = await tokens.ReadIdTokenAsync(Parameter("id_token_hint"));
        var hint = hintedUser ?? tenant.FindUserByPrincipalName(Parameter("logout_hint"));
        var client = hintedClient ?? tenant.FindApp(Parameter("client_id"));

        // A hint for another account leaves the current session alone.
        var session = await cookie.ReadAsync(http);
        var frames = new List<LogoutFrame>();
        if (session is var (user, signIn) && (hint is null || hint == user))
        {
            await http.SignOutAsync(SessionCookie.Scheme);
            frames.AddRange(Frames(signIn.SessionId, client));
        }

        var target = Target(client, Parameter("post_logout_redirect_uri"), Parameter("state"));
        if (target is null || frames.Count > 0)
            return Page.SignedOut(hint ?? session?.User, tenant, frames, target);

        return Results.Redirect(target);
    }

    // The app that started the sign-out has already ended its own session.
    private IEnumerable<LogoutFrame> Frames(string sessionId, App? sender) =>
        from used in sessions.End(sessionId)
        let app = tenant.FindApp(used.Key.ToString())
        let logoutUri = app?.LogoutUri
        where logoutUri is not null && app != sender
        let address = RedirectUris.WithPortOf(logoutUri, used.Value)
        select new LogoutFrame(app, QueryHelpers.AddQueryString(
            address, new Dictionary<string, string?> { ["iss"] = issuer.Value, ["sid"] = sessionId }));

    private string? Target(App? client, string? requested, string? state)
    {
        var registered = tenant.Apps.Where(a => client is null || a == client).SelectMany(a => a.PostLogoutRedirectUris);
        if (!RedirectUris.Matches(registered, requested))
            return null;

        return state is null ? requested : QueryHelpers.AddQueryString(requested!, "state", state);
    }
}

/// <summary>A front-channel logout URI, loaded in a hidden frame.</summary>
public sealed record LogoutFrame(App App, string Address);
