using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;

namespace Entra.Emulator.Authorize;

/// <summary>
/// Ends the emulator's own session. Refresh tokens stay valid, as in Entra: what an app holds, the app must drop.
/// </summary>
internal static class LogoutEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(
        "/{tenant}/oauth2/v2.0/logout", [HttpMethods.Get, HttpMethods.Post], HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext http, SessionCookie sessions, TenantDirectory tenant)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        string? Parameter(string name) => form?[name].FirstOrDefault() ?? http.Request.Query[name];

        // A hint names one account: when another is signed in, that one did not ask to leave.
        var session = await sessions.ReadAsync(http);
        var hint = tenant.FindUserByPrincipalName(Parameter("logout_hint"));
        if (hint is null || hint == session?.User)
            await http.SignOutAsync(SessionCookie.Scheme);

        var target = Parameter("post_logout_redirect_uri");
        if (!RedirectUris.Matches(Registered(tenant, Parameter("client_id")), target))
            return Page.SignedOut(hint ?? session?.User, tenant);

        var state = Parameter("state");
        return Results.Redirect(state is null ? target! : QueryHelpers.AddQueryString(target!, "state", state));
    }

    private static IEnumerable<string> Registered(TenantDirectory tenant, string? clientId) =>
        tenant.Apps.Where(a => clientId is null || a == tenant.FindApp(clientId)).SelectMany(a => a.PostLogoutRedirectUris);
}
