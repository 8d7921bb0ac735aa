using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;

namespace Entra.Emulator.Authorize;

/// <summary>
/// Ends the emulator's own session and tells the apps that it was used for. Refresh tokens stay valid, as in Entra:
/// what an app holds, the app must drop.
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

        // A hint names one account: when another is signed in, that one did not ask to leave.
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

    // The app that sent the person here has ended its own session already.
    private IEnumerable<LogoutFrame> Frames(string sessionId, App? sender) =>
        from used in sessions.End(sessionId)
        let app = tenant.FindApp(used.Key.ToString())
        let logoutUri = app?.LogoutUri
        where logoutUri is not null && app != sender
        let address = RedirectUris.WithPortOf(logoutUri, used.Value)
        select new LogoutFrame(app, QueryHelpers.AddQueryString(
            address, new Dictionary<string, string?> { ["iss"] = issuer.Value, ["sid"] = sessionId }));

    private string? Target(App? client, string? asked, string? state)
    {
        var registered = tenant.Apps.Where(a => client is null || a == client).SelectMany(a => a.PostLogoutRedirectUris);
        if (!RedirectUris.Matches(registered, asked))
            return null;

        return state is null ? asked : QueryHelpers.AddQueryString(asked!, "state", state);
    }
}

/// <summary>An app to be told, in a frame that nobody sees, that the session is over.</summary>
public sealed record LogoutFrame(App App, string Address);
