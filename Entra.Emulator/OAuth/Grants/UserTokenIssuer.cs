using System.Security.Claims;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// Issues a token for a user, after the checks that all grants share: resource, session, assignment, policy and
/// consent.
/// </summary>
internal sealed class UserTokenIssuer(TenantDirectory tenant, AccessRequirements requirements, Sessions sessions, ConsentStore consents)
{
    /// <exception cref="EntraErrorException">The token is refused.</exception>
    public void Issue(HandleTokenRequestContext context, UserAccount user, SignIn signIn, UserTokenRequest request)
    {
        var client = context.Transaction.GetClient();
        var requested = ScopeRequest.ParseForUser(tenant, client, request.Scope);
        var scopes = requested.SingleResource(tenant);
        var claims = ClaimsRequest.Parse((string?)context.Request["claims"], tenant);

        if (!sessions.IsValid(user, signIn.At))
            throw new EntraErrorException(EntraErrors.SessionRevoked());
        if (requirements.FindError(client, user, [scopes.Resource]) is { } error)
            throw new EntraErrorException(error);
        if (requirements.MissingAuthenticationContexts(user, signIn, client, [scopes.Resource], claims.Contexts).FirstOrDefault() is { } missing)
            throw new EntraErrorException(missing.Error);

        var granted = Granted(client, user, scopes.Resource, request);
        if (!scopes.IsCoveredBy(granted))
            throw new EntraErrorException(NotGranted(client, scopes));

        var isLongLived = claims.Capabilities.Contains(ClaimsRequest.ContinuousAccess);
        context.Principal = Principal(user, signIn, request, requested.OpenId)
            .SetAccessTokenLifetime(AccessTokenLifetime.Next(isLongLived));
        context.Transaction.SetIssuance(new TokenIssuance(client, scopes.Resource)
        {
            Audience = scopes.Identifier,
            UsedCertificate = context.Transaction.IsAuthenticatedByCertificate(),
            Capabilities = claims.Capabilities,

            // A token contains all granted scopes of its resource, not only the requested ones.
            User = new TokenUser(user, signIn, [.. granted.Except(["offline_access"])], request.Nonce)
            {
                OpenId = [.. requested.OpenId.Union(request.OpenId)],
            },
            ResponseScope = ResponseScope(scopes, granted),
        });
    }

    // An app that exchanges its own token for another one to itself already has what the token grants.
    private IReadOnlySet<string> Granted(App client, UserAccount user, App resource, UserTokenRequest request)
    {
        var granted = consents.Granted(client, user, resource);
        return resource == client && request.OwnScopes.Count > 0 ? granted.Union(request.OwnScopes).ToHashSet() : granted;
    }

    private static EntraError NotGranted(App client, ResourceScopes scopes) =>
        scopes.IsDefault && !client.Requests.ContainsKey(scopes.Resource.Name)
            ? EntraErrors.ResourceNotListed(client, scopes.Resource)
            : EntraErrors.ConsentMissing(client, scopes.Resource);

    // OpenIddict stores this principal in the refresh token. Its scopes decide which tokens are issued.
    private static ClaimsPrincipal Principal(
        UserAccount user, SignIn signIn, UserTokenRequest request, IReadOnlyList<string> openId)
    {
        var identity = new ClaimsIdentity(signIn.ToClaims(), "Entra.Emulator");
        identity.SetClaim(Claims.Subject, user.Id.ToString());
        identity.SetClaim(GrantClaims.Family, request.Family);
        identity.SetClaim(GrantClaims.TokenId, Guid.NewGuid().ToString("N"));
        identity.SetClaim(GrantClaims.Scope, request.Scope);
        identity.SetScopes(openId.Union(request.OpenId));
        return new ClaimsPrincipal(identity);
    }

    // openid and profile are not in a resource's scope: MSAL removes cached tokens whose scopes intersect.
    private static string ResponseScope(ResourceScopes scopes, IReadOnlySet<string> granted)
    {
        var names = scopes.IsDefault ? granted.Append(ScopeRequest.Default) : granted;
        return string.Join(' ', names.Except(["offline_access"])
            .Select(name => ScopeRequest.IsOpenId(name) ? name : scopes.Prefix + name));
    }
}

/// <summary>The requested scope, and what the redeemed code or token contains.</summary>
internal sealed record UserTokenRequest(string? Scope)
{
    /// <summary>OpenID Connect scopes that were granted earlier.</summary>
    public IReadOnlyList<string> OpenId { get; init; } = [];

    public string? Nonce { get; init; }

    /// <summary>The scopes of the exchanged token, if the app requested it for itself.</summary>
    public IReadOnlyList<string> OwnScopes { get; init; } = [];

    /// <summary>Shared by all refresh tokens of one sign-in: the id of its code.</summary>
    public string Family { get; init; } = Guid.NewGuid().ToString("N");
}

/// <summary>The emulator's own claims in codes and refresh tokens.</summary>
internal static class GrantClaims
{
    public const string Family = "grant_id";

    public const string TokenId = "grant_token";

    public const string Scope = "grant_scope";
}
