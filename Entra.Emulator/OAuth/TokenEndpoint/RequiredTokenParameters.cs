using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.TokenEndpoint;

/// <summary>
/// Refuses a token request that lacks a parameter of its grant, and names the parameter as Entra does (AADSTS900144).
/// </summary>
internal sealed class RequiredTokenParameters : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenRequestContext>()
            .UseSingletonHandler<RequiredTokenParameters>()
            .SetOrder(Exchange.ValidateGrantType.Descriptor.Order - 400)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var request = context.Request;
        string[]? needed = request.GrantType switch
        {
            null or "" => ["grant_type"],
            OpenIddictConstants.GrantTypes.AuthorizationCode => ["code", "redirect_uri", "code_verifier"],
            OpenIddictConstants.GrantTypes.RefreshToken => ["refresh_token"],
            OpenIddictConstants.GrantTypes.ClientCredentials => ["scope"],
            DeviceCodeGrant.InternalType => [],
            OnBehalfOfGrant.GrantType => ["assertion", "scope", "requested_token_use"],
            _ => null,
        };

        if (needed is null)
            context.Reject(EntraErrors.GrantUnsupported(request.GrantType));
        else if (needed.FirstOrDefault(name => string.IsNullOrEmpty((string?)request[name])) is { } missing)
            context.Reject(EntraErrors.ParameterMissing(missing));

        return ValueTask.CompletedTask;
    }
}
