using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// Redeems authorization codes. OpenIddict has already checked client, redirect URI and code verifier.
/// </summary>
internal sealed class AuthorizationCodeGrant(
    TenantDirectory tenant, AuthorizationCodes codes, UserTokenIssuer issuer, TimeProvider time)
    : Grant
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = CreateDescriptor<AuthorizationCodeGrant>();

    protected override bool Handles(HandleTokenRequestContext context) =>
        context.Request.IsAuthorizationCodeGrantType();

    protected override ValueTask IssueAsync(HandleTokenRequestContext context)
    {
        if (context.Principal is not { } code)
            return ValueTask.CompletedTask;

        var id = code.GetClaim(GrantClaims.Family) ?? "";
        var error = codes.Redeem(id) switch
        {
            CodeRedemption.Reused => EntraErrors.CodeReused(),
            CodeRedemption.Expired => EntraErrors.CodeExpired(),
            _ => null,
        };
        if (error is not null)
            throw new EntraErrorException(error);

        var user = tenant.FindUser(code.GetClaim(Claims.Subject))
            ?? throw new EntraErrorException(EntraErrors.CodeInvalid());
        issuer.Issue(context, user, SignIn.From(code, time), new UserTokenRequest(
            context.Request.Scope ?? code.GetClaim(GrantClaims.Scope))
        {
            OpenId = code.GetScopes(),
            Nonce = code.GetClaim(Claims.Private.Nonce),
            Family = id,
        });

        return ValueTask.CompletedTask;
    }
}
