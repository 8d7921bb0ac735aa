using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>
/// Redirects an administrator to the authority's page for consenting, for the whole organisation, to the configured scopes
/// of an API. The link is shared, so it works without a session here.
/// </summary>
internal static class AdministratorConsent
{
    public static void MapAdministratorConsent(this IEndpointRouteBuilder routes) =>
        routes.MapGet(SessionRoutes.AdministratorConsentPattern, RedirectToConsent).AllowAnonymous();

    private static async Task<Results<RedirectHttpResult, NotFound>> RedirectToConsent(
        string api,
        string[]? scope,
        HttpContext context,
        IOptionsFactory<DownstreamApiOptions> apis,
        IOptionsMonitor<OpenIdConnectOptions> oidc,
        PublicAuthority authority,
        CancellationToken cancellationToken)
    {
        if (ChosenScopes.Of(apis, api, scope) is not { Count: > 0 } scopes)
            return TypedResults.NotFound();

        // The only redirect URI that is certainly registered: see AdministratorConsentCallback.
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
