using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth;

/// <summary>
/// Redeems refresh tokens, for any resource that the client is granted. Each answer brings a new one; the old one
/// stays valid, as in Entra, because clients refresh in parallel.
/// </summary>
internal sealed class RefreshGrant(TenantDirectory tenant, CodeLedger codes, UserGrant grant, TimeProvider time)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = TokenGrants.Descriptor<RefreshGrant>();

    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (context.Request.IsRefreshTokenGrantType() && context.Principal is { } token)
        {
            TokenGrants.Answer(context, () =>
            {
                var id = token.GetClaim(GrantClaims.Id);
                if (id is not null && codes.IsRevoked(id))
                    throw new EntraRefusedException(EntraErrors.SessionRevoked());

                var user = tenant.FindUser(token.GetClaim(Claims.Subject))
                    ?? throw new EntraRefusedException(EntraErrors.CodeInvalid());
                grant.Issue(context, user, SignIn.From(token, time), new UserGrantRequest(
                    context.Request.Scope ?? token.GetClaim(GrantClaims.Scope))
                {
                    OpenId = token.GetScopes(),
                    GrantId = id,
                });
            });
        }

        return ValueTask.CompletedTask;
    }
}
