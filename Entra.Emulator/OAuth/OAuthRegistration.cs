using Entra.Emulator.Authorize;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.DeviceCode;
using Entra.Emulator.OAuth.Discovery;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.OAuth.TokenEndpoint;
using Entra.Emulator.OAuth.Tokens;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth;

/// <summary>Registers OpenIddict without its stores, and the handlers that add Entra's behavior.</summary>
internal static class OAuthRegistration
{
    public static void AddOAuth(this WebApplicationBuilder builder, StateFiles files)
    {
        var ring = new SigningKeyRing(files);
        builder.Services.AddSingleton(ring);
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(ring);
        builder.Services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(ring);
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, EndpointUris>();
        builder.Services.AddSingleton<TenantIssuer>();
        builder.Services.AddSingleton<RefreshTokenFamilies>();
        builder.Services.AddSingleton<AuthorizationCodes>();
        builder.Services.AddSingleton<AccessRequirements>();
        builder.Services.AddSingleton<UserTokenIssuer>();
        builder.Services.AddSingleton<DeviceAuthorizations>();
        builder.Services.AddSingleton<ClientAssertionValidator>();
        builder.Services.AddSingleton<TenantTokenValidator>();
        builder.Services.AddSingleton<UserClaims>();
        builder.Services.AddSingleton<TokenClaims>();

        // At Information, OpenIddict logs whole requests. The emulator logs sign-ins and issued tokens itself.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);

        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode()
                .AllowAuthorizationCodeFlow()
                .AllowRefreshTokenFlow()
                .AllowClientCredentialsFlow()
                .AllowCustomFlow(OnBehalfOfGrant.GrantType)
                .AllowCustomFlow(DeviceCodeGrant.InternalType)
                .RequireProofKeyForCodeExchange()
                .Configure(o => o.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain))
                .SetAuthorizationCodeLifetime(AuthorizationCodes.CodeLifetime)
                .SetRefreshTokenLifetime(RefreshTokenFamilies.RefreshTokenLifetime)
                .AddEncryptionKey(EncryptionKeys.ForTokens(files))
                .AddSigningKey(EncryptionKeys.ForCodes(files))
                .DisableAccessTokenEncryption()
                .DisableScopeValidation();

            server.UseAspNetCore()
                .EnableAuthorizationEndpointPassthrough()
                .EnableErrorPassthrough()
                .DisableTransportSecurityRequirement();

            AddHandlers(server);
        });
    }

    private static void AddHandlers(OpenIddictServerBuilder server)
    {
        // Entra accepts a scope when a code is redeemed, and a refresh token for a resource that the first request did
        // not name.
        server.RemoveEventHandler(Exchange.ValidateScopeParameter.Descriptor);
        server.RemoveEventHandler(Exchange.ValidateGrantedScopes.Descriptor);

        // This handler requires client credentials, which ExtractedClientCredentials may have removed.
        // ClientAuthentication checks them.
        server.RemoveEventHandler(Exchange.ValidateClientCredentialsParameters.Descriptor);

        server.AddEventHandler(AuthorizationClientValidation.Descriptor);
        server.AddEventHandler(ClientAuthentication.Descriptor);
        server.AddEventHandler(RequiredTokenParameters.Descriptor);
        server.AddEventHandler(AuthorizationCodeGrant.Descriptor);
        server.AddEventHandler(RefreshTokenGrant.Descriptor);
        server.AddEventHandler(ClientCredentialsGrant.Descriptor);
        server.AddEventHandler(OnBehalfOfGrant.Descriptor);
        server.AddEventHandler(ExtractedClientCredentials.Descriptor);
        server.AddEventHandler(DeviceCodeGrant.Descriptor);
        server.AddEventHandler(TokenContentHandler.Descriptor);
        server.AddEventHandler(TokenResponseHandler.Descriptor);
        server.AddEventHandler(ErrorResponseHandler.TokenDescriptor);
        server.AddEventHandler(ErrorResponseHandler.AuthorizationDescriptor);
        server.AddEventHandler(FormPostHandler.Descriptor);
        server.AddEventHandler(MetadataHandler.Descriptor);
        server.AddEventHandler(JsonWebKeySetHandler.Descriptor);
    }
}
