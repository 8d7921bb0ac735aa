using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>Replaces the claims that OpenIddict gives access and id tokens with Entra's.</summary>
internal sealed class TokenContentHandler(TokenClaims claims, TenantIssuer issuer, SigningKeyRing ring)
    : IOpenIddictServerHandler<GenerateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<GenerateTokenContext>()
            .UseSingletonHandler<TokenContentHandler>()
            .SetOrder(Protection.GenerateIdentityModelToken.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.Transaction.GetIssuance() is { } issuance)
        {
            var content = context.TokenType switch
            {
                OpenIddictConstants.TokenTypeIdentifiers.AccessToken => claims.ForAccess(issuance),
                OpenIddictConstants.TokenTypeIdentifiers.IdentityToken => claims.ForId(issuance),
                _ => null,
            };

            if (content is not null)
            {
                var token = context.SecurityTokenDescriptor;
                token.Subject = null;
                token.Audience = null;
                token.Claims = content;
                token.Issuer = IsV1(context, issuance) ? issuer.V1 : issuer.Value;
                token.NotBefore = token.IssuedAt;
                token.TokenType = "JWT";
                token.SigningCredentials = context.SigningCredentials = ring.Current.Credentials;
            }
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsV1(GenerateTokenContext context, TokenIssuance issuance) =>
        context.TokenType == OpenIddictConstants.TokenTypeIdentifiers.AccessToken && issuance.Resource.AccessTokenVersion == 1;
}
