using System.Security.Claims;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// The rules that every token with a user passes, whichever grant asks for it: resource, session, assignment, policy,
/// consent.
/// </summary>
internal sealed class UserTokenIssuer(TenantDirectory tenant, AccessRequirements requirements, Sessions sessions, Consents consents)
{
    /// <exception cref="EntraErrorException">The user may not have this token, or not yet.</exception>
    public void Issue(HandleTokenRequestContext context, UserAccount user, SignIn signIn, UserTokenRequest request)
    {
        var client = context.Transaction.GetClient();
        var asked = ScopeRequest.ParseForUser(tenant, client, request.Scope);
        var scopes = asked.SingleResource(tenant);
        var claims = ClaimsRequest.Parse((string?)context.Request["claims"], tenant);

        if (!sessions.IsValid(user, signIn.At))
            throw new EntraErrorException(EntraErrors.SessionRevoked());
        if (requirements.FindError(client, user, [scopes.Resource]) is { } error)
            throw new EntraErrorException(error);
        if (requirements.MissingAuthenticationContexts(user, signIn, client, [scopes.Resource], claims.Contexts).FirstOrDefault() is { } missing)
            throw new EntraErrorException(missing.Error);

        var granted = consents.Granted(client, user, scopes.Resource);
        if (!scopes.IsCoveredBy(granted))
            throw new EntraErrorException(NotGranted(client, scopes));

        var isLongLived = claims.Capabilities.Contains(ClaimsRequest.ContinuousAccess);
        context.Principal = Principal(user, signIn, request, asked.OpenId)
            .SetAccessTokenLifetime(AccessTokenLifetime.Next(isLongLived));
        context.Transaction.SetIssuance(new TokenIssuance(client, scopes.Resource)
        {
            Audience = scopes.Identifier,
            UsedCertificate = context.Transaction.IsAuthenticatedByCertificate(),
            Capabilities = claims.Capabilities,

            // A token carries all that is granted for its resource, not only what was asked for this time.
            User = new TokenUser(user, signIn, [.. granted.Except(["offline_access"])], request.Nonce)
            {
                OpenId = [.. asked.OpenId.Union(request.OpenId)],
            },
            ResponseScope = ResponseScope(scopes, granted),
        });
    }

    private static EntraError NotGranted(App client, ResourceScopes scopes) =>
        scopes.IsDefault && !client.Requests.ContainsKey(scopes.Resource.Name)
            ? EntraErrors.ResourceNotListed(client, scopes.Resource)
            : EntraErrors.ConsentMissing(client, scopes.Resource);

    // What OpenIddict keeps in the refresh token; the scopes decide which tokens it makes.
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

    // openid and profile stay out of a resource's scope: MSAL drops cached tokens whose scopes intersect.
    private static string ResponseScope(ResourceScopes scopes, IReadOnlySet<string> granted)
    {
        var names = scopes.IsDefault ? granted.Append(ScopeRequest.Default) : granted;
        return string.Join(' ', names.Except(["offline_access"])
            .Select(name => ScopeRequest.IsOpenId(name) ? name : scopes.Prefix + name));
    }
}

/// <summary>What a grant brings along: the scope asked for, and what its own token remembers.</summary>
internal sealed record UserTokenRequest(string? Scope)
{
    /// <summary>OpenID Connect's scopes that the grant holds already, whatever this request names.</summary>
    public IReadOnlyList<string> OpenId { get; init; } = [];

    public string? Nonce { get; init; }

    /// <summary>What all refresh tokens of one sign-in have in common: the id of its code.</summary>
    public string Family { get; init; } = Guid.NewGuid().ToString("N");
}

/// <summary>Claims that codes and refresh tokens carry for the emulator itself.</summary>
internal static class GrantClaims
{
    public const string Family = "grant_id";

    public const string TokenId = "grant_token";

    public const string Scope = "grant_scope";
}
