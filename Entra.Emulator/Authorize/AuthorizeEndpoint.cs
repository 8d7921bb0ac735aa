using System.Security.Claims;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace Entra.Emulator.Authorize;

/// <summary>
/// The authorization endpoint: which account, is it really them, do they consent; each a page when it must be asked,
/// and a code for the client in the end.
/// </summary>
internal sealed class AuthorizeEndpoint(
    TenantDirectory tenant,
    SessionCookie sessions,
    ConsentQuestion consent,
    CodeLedger codes,
    IAntiforgery antiforgery,
    TimeProvider time)
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
            return Elsewhere(http);

        try
        {
            var client = Transaction(http).GetClient();
            var request = AuthorizeRequest.Parse(wire, client, tenant);
            return await AnswerAsync(http, request, await Answers.ReadAsync(http, antiforgery));
        }
        catch (EntraRefusedException e)
        {
            Transaction(http).SetRefusal(e.Error);
            return Results.Forbid(authenticationSchemes: [EngineScheme]);
        }
    }

    private async Task<IResult> AnswerAsync(HttpContext http, AuthorizeRequest request, Answers answers)
    {
        var silent = request.Prompt.HasFlag(Prompt.None);

        if (await WhoAsync(http, request, answers) is not var (user, signIn))
            return silent ? throw new EntraRefusedException(EntraErrors.SessionMissing()) : Page.Accounts(request, tenant);

        var contexts = Contexts(request, user);
        if (!signIn.Satisfies(contexts.Keys))
        {
            if (silent)
                throw new EntraRefusedException(EntraErrors.ConfirmationNeeded(contexts.Values.First(), contexts.Keys.First()));
            if (answers.Confirmation == Answer.Cancel)
                throw new EntraRefusedException(EntraErrors.ConfirmationDeclined());
            if (answers.Confirmation != Answer.Accept)
                return Page.Confirmation(request, user, tenant);

            signIn = signIn.Confirmed(contexts.Keys);
            await SessionCookie.WriteAsync(http, user, signIn);
        }

        if (consent.Ask(request, user, answers.Consent, silent) is { Count: > 0 } permissions)
            return Page.Consent(request, user, tenant, permissions);

        return Code(request, user, signIn);
    }

    private async Task<(UserAccount User, SignIn SignIn)?> WhoAsync(
        HttpContext http, AuthorizeRequest request, Answers answers)
    {
        var session = await sessions.ReadAsync(http);
        if (tenant.FindUser(answers.Account) is { } picked)
        {
            // The answer travels on with the next pages: only the first one that carries it starts a session.
            if (session is { } current && current.User == picked)
                return session;

            var signIn = SignIn.New(time);
            await SessionCookie.WriteAsync(http, picked, signIn);
            return (picked, signIn);
        }

        var hint = tenant.FindUserByPrincipalName(request.Wire.LoginHint);
        return request.Prompt.HasFlag(Prompt.PickAccount) || (hint is not null && hint != session?.User) ? null : session;
    }

    // What the request itself demands, and what the policies of the resources do; each with a resource to name.
    private Dictionary<string, App> Contexts(AuthorizeRequest request, UserAccount user)
    {
        var contexts = request.Contexts.ToDictionary(c => c, _ => request.Client);
        foreach (var resource in request.Scopes.Resources.Select(r => r.Resource))
        {
            foreach (var context in tenant.ContextsFor(user, resource))
                contexts.TryAdd(context, resource);
        }

        return contexts;
    }

    private IResult Code(AuthorizeRequest request, UserAccount user, SignIn signIn)
    {
        var identity = new ClaimsIdentity(signIn.ToClaims(), "Entra.Emulator");
        identity.SetClaim(OpenIddictConstants.Claims.Subject, user.Id.ToString());
        identity.SetClaim(GrantClaims.Id, codes.NewId());
        identity.SetClaim(GrantClaims.Scope, request.Wire.Scope);
        identity.SetScopes(request.Scopes.OpenId);

        var extras = new AuthenticationProperties { Parameters = { ["session_state"] = signIn.SessionId } };
        if ((string?)request.Wire["client_info"] == "1")
            extras.Parameters["client_info"] = TokenResponseShape.ClientInfo(user, tenant);

        return Results.SignIn(new ClaimsPrincipal(identity), extras, EngineScheme);
    }

    private static IResult Elsewhere(HttpContext http)
    {
        var addresses = http.RequestServices.GetRequiredService<EmulatorAddresses>();
        var tenant = http.RequestServices.GetRequiredService<TenantDirectory>();
        var named = (string?)http.Request.RouteValues["tenant"];
        if (named != tenant.Id.ToString() && !EndpointUris.Aliases(tenant).Contains(named))
        {
            return Page.Error(ErrorReport.Create(
                EntraErrors.TenantUnknown(named), http, http.RequestServices.GetRequiredService<TimeProvider>()));
        }

        // MSAL composes this address from the Instance, which is the back-channel. People belong on the other one.
        return Results.Redirect(new Uri(addresses.Browser, $"{http.Request.Path}{http.Request.QueryString}").AbsoluteUri);
    }

    private static OpenIddict.Server.OpenIddictServerTransaction Transaction(HttpContext http) =>
        http.Features.Get<OpenIddictServerAspNetCoreFeature>()?.Transaction
        ?? throw new InvalidOperationException("OpenIddict did not see this request.");
}
