using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>
/// Leads an administrator to the authority's page that allows, for the whole organisation, what settings ask of an API.
/// The link to it is sent around: whoever opens it may never have been here, and need not sign in here.
/// </summary>
internal static class AdministratorConsent
{
    public static void MapAdministratorConsent(this IEndpointRouteBuilder routes) =>
        routes.MapGet(SessionRoutes.AdministratorConsentPattern, Leave).AllowAnonymous();

    // As for a user's consent: the scopes come from settings, never from the query.
    private static async Task<Results<RedirectHttpResult, NotFound>> Leave(
        string api,
        HttpContext context,
        IOptionsFactory<DownstreamApiOptions> apis,
        IOptionsMonitor<OpenIdConnectOptions> oidc,
        PublicAuthority authority,
        CancellationToken cancellationToken)
    {
        // Made and not kept: the monitor remembers every name that it was ever asked, and anybody may ask here.
        if (apis.Create(api).Scopes?.ToList() is not { Count: > 0 } scopes)
            return TypedResults.NotFound();

        // Back to the one address that is registered for sure: see AdministratorConsentCallback.
        var request = context.Request;
        var callback = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath;
        return TypedResults.Redirect(Address(
            await authority.GetAsync(cancellationToken),
            scopes,
            UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, callback)));
    }

    internal static string Address(AzureAdSettings azureAd, IEnumerable<string> scopes, string redirectUri) => QueryHelpers.AddQueryString(
        $"{azureAd.Instance?.TrimEnd('/')}/{azureAd.TenantId}/v2.0/adminconsent",
        new Dictionary<string, string?>
        {
            ["client_id"] = azureAd.ClientId,
            ["scope"] = string.Join(' ', scopes),
            ["redirect_uri"] = redirectUri,
            ["state"] = SessionRoutes.AdministratorState,
        });
}
