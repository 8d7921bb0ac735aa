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
internal sealed class AuthorizationClient(TenantDirectory tenant)
    : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateAuthorizationRequestContext>()
            .UseSingletonHandler<AuthorizationClient>()
            .SetOrder(Authentication.ValidateClientIdParameter.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var request = context.Request;
        var http = context.Transaction.GetHttpContext();
        if (!KnownClient.TryFind(tenant, request.ClientId, http, out var client, out var error))
            context.Refuse(error);
        else if (string.IsNullOrEmpty(request.RedirectUri))
            context.Refuse(EntraErrors.ParameterMissing("redirect_uri"));
        else if (!RedirectUris.Matches(client.RedirectUris, request.RedirectUri))
            context.Refuse(EntraErrors.RedirectUnknown(request.RedirectUri, client));
        else
            context.Transaction.SetClient(client);

        return ValueTask.CompletedTask;
    }
}
