using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Auth.Sessions;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>Customizes Microsoft.Identity.Web's sign-in: unmapped claims, fewer redirects and cookies, explained failures.</summary>
internal static class SignInRegistration
{
    /// <summary>Property of a challenge for a downstream API's scopes: the API's name in settings.</summary>
    public const string ConsentApi = "consent_api";

    private const int MaxAbandonedSignIns = 8;

    public static void AddSignIn(this IServiceCollection services)
    {
        services.Configure<MicrosoftIdentityOptions>(OpenIdConnectDefaults.AuthenticationScheme, o =>
        {
            o.MapInboundClaims = false;
            o.UsePkce = true;
            o.SaveTokens = false;
            o.ResponseMode = OpenIdConnectResponseMode.FormPost;
            o.BackchannelTimeout = TimeSpan.FromSeconds(3);
            o.TokenValidationParameters.NameClaimType = "name";
            o.TokenValidationParameters.RoleClaimType = "roles";
        });

        services.PostConfigure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, o =>
        {
            // The one issuer is that of the metadata. The validator of Microsoft.Identity.Web, for several tenants,
            // would read them once more, and block a thread for each sign-in until then.
            o.TokenValidationParameters.IssuerValidator = null;

            // The defaults remove aud, exp and similar claims from the session; the token page explains the whole ID token.
            o.ClaimActions.Clear();
            o.Events.OnRedirectToIdentityProvider =
                InTurn(
                    RefuseBackgroundRequests,
                    KeepReturnLocal,
                    RefuseWithoutAuthority,
                    SessionStart.RememberEarlier,
                    o.Events.OnRedirectToIdentityProvider);
            o.Events.OnRedirectToIdentityProviderForSignOut =
                InTurn(AddClientId, o.Events.OnRedirectToIdentityProviderForSignOut);
            o.Events.OnTokenValidated = IdTokenChecks.First(o.Events.OnTokenValidated);
            o.Events.OnMessageReceived = AdministratorConsentCallback.First(ResponseIssuer.First(o.Events.OnMessageReceived));
            o.Events.OnTicketReceived = SessionStart.StartNew;
            o.Events.OnRemoteSignOut = FrontChannelLogout.EndAsync;
            o.Events.OnAccessDenied = RedirectDeclined;
            o.Events.OnRemoteFailure = RedirectFailed;
        });
    }

    /// <summary>Whether the browser is loading a page; other requests cannot follow a redirect to sign-in.</summary>
    internal static bool IsNavigation(HttpRequest request) =>
        request.Headers.TryGetValue("Sec-Fetch-Dest", out var destination)
            ? destination == "document"
            : request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Func<RedirectContext, Task> InTurn(params Func<RedirectContext, Task>[] steps) => async context =>
    {
        foreach (var step in steps.TakeWhile(_ => !context.Handled))
            await step(context);
    };

    // OpenID Connect RP-Initiated Logout §2: with client_id, the authority need not notify the portal of its own sign-out.
    private static Task AddClientId(RedirectContext context)
    {
        context.ProtocolMessage.ClientId = context.Options.ClientId;
        return Task.CompletedTask;
    }

    // The requested page, or an address from a query that anyone can write. The browser is sent there after sign-in.
    private static Task KeepReturnLocal(RedirectContext context)
    {
        context.Properties.RedirectUri = LocalUrl.OrHome(context.Properties.RedirectUri, context.Request.PathBase);
        return Task.CompletedTask;
    }

    private static async Task RefuseWithoutAuthority(RedirectContext context)
    {
        if (await AuthorityProbe.IsAvailableAsync(context.Options, context.HttpContext.RequestAborted))
            return;

        context.Response.Redirect(SignInFailure.Unreachable(context.Properties.RedirectUri, context.Request.PathBase));
        context.HandleResponse();
    }

    // A circuit, a script or an image cannot complete a sign-in. The two cookies of one are already in the response: a site
    // with a hundred images could otherwise fill the browser's request headers.
    private static Task RefuseBackgroundRequests(RedirectContext context)
    {
        var request = context.Request;
        if (!IsNavigation(request))
        {
            var headers = context.Response.Headers;
            headers.SetCookie = headers.SetCookie.Where(cookie => !IsOfSignIn(cookie ?? "")).ToArray();
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
            return Task.CompletedTask;
        }

        DropAbandonedSignIns(context.HttpContext);
        return Task.CompletedTask;
    }

    // The cookies of about forty abandoned sign-ins would exceed the limit for request headers.
    private static void DropAbandonedSignIns(HttpContext context)
    {
        var abandoned = context.Request.Cookies.Keys.Where(IsOfSignIn).ToList();
        if (abandoned.Count <= MaxAbandonedSignIns)
            return;

        foreach (var name in abandoned)
            context.Response.Cookies.Delete(name, new CookieOptions { Path = "/", Secure = true, HttpOnly = true });
    }

    private static bool IsOfSignIn(string cookie) =>
        cookie.StartsWith(SessionCookies.CorrelationPrefix, StringComparison.Ordinal)
        || cookie.StartsWith(SessionCookies.NoncePrefix, StringComparison.Ordinal);

    private static Task RedirectDeclined(AccessDeniedContext context)
    {
        context.Response.Redirect(
            SignInFailure.Address(context.Properties, context.Request.PathBase, SignInReasons.ConsentDeclined, errorCode: null));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static Task RedirectFailed(RemoteFailureContext context)
    {
        var (reason, message) = SignInFailure.Read(context.Failure);
        var services = context.HttpContext.RequestServices;
        services.GetRequiredService<ILoggerFactory>()
            .CreateLogger(typeof(SignInRegistration))
            .LogSignInFailed(reason, message?.Code);
        var said = message is null ? null : SignInText.Protect(services.GetRequiredService<IDataProtectionProvider>(), message);
        context.Response.Redirect(SignInFailure.Address(context.Properties, context.Request.PathBase, reason, message?.Code, said));
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
