using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// Redeems refresh tokens, for any resource that the user has consented to. Each response contains a new refresh
/// token; reusing an old one revokes the family.
/// </summary>
internal sealed class RefreshTokenGrant(
    TenantDirectory tenant, RefreshTokenFamilies families, UserTokenIssuer issuer, TimeProvider time)
    : Grant
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = CreateDescriptor<RefreshTokenGrant>();

    protected override bool Handles(HandleTokenRequestContext context) =>
        context.Request.IsRefreshTokenGrantType();

    protected override ValueTask IssueAsync(HandleTokenRequestContext context)
    {
        if (context.Principal is not { } token)
            return ValueTask.CompletedTask;

        var family = token.GetClaim(GrantClaims.Family) ?? "";
        var id = token.GetClaim(GrantClaims.TokenId) ?? "";
        if (families.IsRevoked(family))
            throw new EntraErrorException(EntraErrors.SessionRevoked());

        var user = tenant.FindUser(token.GetClaim(Claims.Subject))
            ?? throw new EntraErrorException(EntraErrors.CodeInvalid());
        issuer.Issue(context, user, SignIn.From(token, time), new UserTokenRequest(
            context.Request.Scope ?? token.GetClaim(GrantClaims.Scope))
        {
            OpenId = token.GetScopes(),
            Family = family,
        });

        // Last: a request that failed, for example because consent is missing, can be repeated with the same token.
        if (!families.TryRedeem(id, family))
            throw new EntraErrorException(EntraErrors.SessionRevoked());

        context.Transaction.GetHttpContext().Response.OnCompleted(() =>
        {
            families.ResponseSent(id);
            return Task.CompletedTask;
        });

        return ValueTask.CompletedTask;
    }
}
