using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Portal.Auth;

/// <summary>
/// Checks of OpenID Connect Core §3.1.3.7 that the library only makes if it redeems the code itself. Here MSAL redeems it.
/// </summary>
internal static class IdTokenChecks
{
    public static Func<TokenValidatedContext, Task> First(Func<TokenValidatedContext, Task> next) => async context =>
    {
        if (FindProblem(context) is { } problem)
            context.Fail(problem);
        else
            await next(context);
    };

    // The nonce of the context is that of the browser's cookie, and only set if the ID token has the same.
    private static string? FindProblem(TokenValidatedContext context)
    {
        if (context.Principal is not { } token)
            return "The response contains no ID token.";

        if (string.IsNullOrEmpty(context.Nonce) || context.Nonce != token.FindFirstValue("nonce"))
            return "The nonce of the ID token is not the one of this sign-in.";

        var party = token.FindFirstValue("azp");
        if (party is null ? token.FindAll("aud").Count() != 1 : party != context.Options.ClientId)
            return "The ID token was issued to another app.";

        var (issuer, tenant) = (token.FindFirstValue("iss") ?? "", token.FindFirstValue("tid"));
        return tenant is null || issuer.Contains(tenant, StringComparison.OrdinalIgnoreCase)
            ? null
            : "The ID token names another tenant than its issuer.";
    }
}
