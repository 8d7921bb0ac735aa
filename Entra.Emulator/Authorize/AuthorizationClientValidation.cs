using Entra.Emulator.OAuth;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.TokenEndpoint;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.Authorize;

/// <summary>
/// Validates the client and its redirect URI first. Errors found here, or by OpenIddict's own checks, are shown on a
/// page and never sent to an unverified redirect URI.
/// </summary>
internal sealed class AuthorizationClientValidation(TenantDirectory tenant)
    : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateAuthorizationRequestContext>()
            .UseSingletonHandler<AuthorizationClientValidation>()
            .SetOrder(Authentication.ValidateClientIdParameter.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var request = context.Request;
        var http = context.Transaction.GetHttpContext();
        if (!ClientLookup.TryFind(tenant, request.ClientId, http, out var client, out var error))
            context.Reject(error);
        else if (string.IsNullOrEmpty(request.RedirectUri))
            context.Reject(EntraErrors.ParameterMissing("redirect_uri"));
        else if (!RedirectUris.Matches(client.RedirectUris, request.RedirectUri))
            context.Reject(EntraErrors.RedirectUnknown(request.RedirectUri, client));
        else
            context.Transaction.SetClient(client);

        return ValueTask.CompletedTask;
    }
}
