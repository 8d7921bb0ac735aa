using System.Security.Claims;
using Entra.Emulator.Authorize.Prompts;
using Entra.Emulator.OAuth;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.OAuth.TokenEndpoint;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace Entra.Emulator.Authorize;

/// <summary>The authorization endpoint: shows the prompts that are needed, then sends a code to the client.</summary>
internal sealed class AuthorizeEndpoint(
    TenantDirectory tenant,
    SignInFlow flow,
    Sessions sessions,
    AuthorizationCodes codes,
    IAntiforgery antiforgery)
{
    private const string EngineScheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(
        "/{tenant}/oauth2/v2.0/authorize",
        [HttpMethods.Get, HttpMethods.Post],
        (HttpContext http, AuthorizeEndpoint endpoint) => endpoint.HandleAsync(http));

    private async Task<IResult> HandleAsync(HttpContext http)
    {
        if (http.Features.Get<ErrorReport>() is { } report)
            return Page.Error(report);
        if (http.GetOpenIddictServerRequest() is not { } openIdRequest)
            return AuthorizeFallback.Respond(http);

        var transaction = http.Features.Get<OpenIddictServerAspNetCoreFeature>()?.Transaction
            ?? throw new InvalidOperationException("OpenIddict did not see this request.");
        try
        {
            var request = AuthorizeRequest.Parse(openIdRequest, transaction.GetClient(), tenant);
            var result = await flow.RunAsync(http, request, await PromptResponses.ReadAsync(http, antiforgery));
            return result.SignedIn is var (user, signIn) ? Code(openIdRequest, request, user, signIn) : result.Page!;
        }
        catch (EntraErrorException e)
        {
            transaction.SetError(e.Error);
            return Results.Forbid(authenticationSchemes: [EngineScheme]);
        }
    }

    private IResult Code(OpenIddictRequest openIdRequest, AuthorizeRequest request, UserAccount user, SignIn signIn)
    {
        sessions.Remember(signIn.SessionId, request.Client, openIdRequest.RedirectUri ?? "");

        var identity = new ClaimsIdentity(signIn.ToClaims(), "Entra.Emulator");
        identity.SetClaim(OpenIddictConstants.Claims.Subject, user.Id.ToString());
        identity.SetClaim(GrantClaims.Family, codes.NewId());
        identity.SetClaim(GrantClaims.Scope, openIdRequest.Scope);
        identity.SetScopes(request.Scopes.OpenId);

        var extras = new AuthenticationProperties { Parameters = { ["session_state"] = signIn.SessionId } };
        if ((string?)openIdRequest["client_info"] == "1")
            extras.Parameters["client_info"] = TokenResponseHandler.ClientInfo(user, tenant);

        return Results.SignIn(new ClaimsPrincipal(identity), extras, EngineScheme);
    }
}
