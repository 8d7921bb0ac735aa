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
/// Knows the app and its redirect URI before anything else is said. What fails here, or in OpenIddict's own checks,
/// is shown to the person and never sent to an address that came with the request.
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
