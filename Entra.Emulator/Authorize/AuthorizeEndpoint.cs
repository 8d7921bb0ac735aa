using System.Security.Claims;
using Entra.Emulator.OAuth;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;

namespace Entra.Emulator.Authorize;

/// <summary>
/// The authorization endpoint: which account, is it really them, do they consent; each a page when it must be asked,
/// and a code for the client in the end.
/// </summary>
internal sealed class AuthorizeEndpoint(
    TenantDirectory tenant,
    AccountQuestion account,
    ConfirmationQuestion confirmation,
    ConsentQuestion consent,
    CodeLedger codes,
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
        if (http.GetOpenIddictServerRequest() is not { } wire)
            return OtherAddress.Answer(http);

        var transaction = http.Features.Get<OpenIddictServerAspNetCoreFeature>()?.Transaction
            ?? throw new InvalidOperationException("OpenIddict did not see this request.");
        try
        {
            var request = AuthorizeRequest.Parse(wire, transaction.GetClient(), tenant);
            return await AskAsync(http, request, await Answers.ReadAsync(http, antiforgery));
        }
        catch (EntraRefusedException e)
        {
            transaction.SetRefusal(e.Error);
            return Results.Forbid(authenticationSchemes: [EngineScheme]);
        }
    }

    private async Task<IResult> AskAsync(HttpContext http, AuthorizeRequest request, Answers answers)
    {
        if (await account.AskAsync(http, request, answers) is not var (user, signIn))
        {
            return request.IsSilent
                ? throw new EntraRefusedException(EntraErrors.SessionMissing())
                : Page.Accounts(request, tenant);
        }

        if (await confirmation.AskAsync(http, request, user, signIn, answers.Confirmation) is not { } confirmed)
            return Page.Confirmation(request, user, tenant);
        if (consent.Ask(request, user, answers.Consent) is { Count: > 0 } permissions)
            return Page.Consent(request, user, tenant, permissions);

        return Code(request, user, confirmed);
    }

    private IResult Code(AuthorizeRequest request, UserAccount user, SignIn signIn)
    {
        var identity = new ClaimsIdentity(signIn.ToClaims(), "Entra.Emulator");
        identity.SetClaim(OpenIddictConstants.Claims.Subject, user.Id.ToString());
        identity.SetClaim(GrantClaims.Family, codes.NewId());
        identity.SetClaim(GrantClaims.Scope, request.Wire.Scope);
        identity.SetScopes(request.Scopes.OpenId);

        var extras = new AuthenticationProperties { Parameters = { ["session_state"] = signIn.SessionId } };
        if ((string?)request.Wire["client_info"] == "1")
            extras.Parameters["client_info"] = TokenResponseShape.ClientInfo(user, tenant);

        return Results.SignIn(new ClaimsPrincipal(identity), extras, EngineScheme);
    }
}
