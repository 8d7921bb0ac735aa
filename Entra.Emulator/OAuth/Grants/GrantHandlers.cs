using Entra.Emulator.OAuth.Errors;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>Shared by the grant handlers: their position in OpenIddict's pipeline, and error handling.</summary>
internal static class GrantHandlers
{
    public static OpenIddictServerHandlerDescriptor Descriptor<THandler>()
        where THandler : class, IOpenIddictServerHandler<HandleTokenRequestContext> =>
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
            .UseSingletonHandler<THandler>()
            .SetOrder(Exchange.AttachPrincipal.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public static void Handle(HandleTokenRequestContext context, Action issue)
    {
        try
        {
            issue();
        }
        catch (EntraErrorException e)
        {
            context.Reject(AsThisGrant(context, e.Error));
        }
    }

    // Only on-behalf-of returns interaction_required, which a middle-tier API can only pass on. The other grants return
    // invalid_grant, with a suberror that says interaction may help.
    private static EntraError AsThisGrant(HandleTokenRequestContext context, EntraError error) =>
        error.Error == "interaction_required" && context.Request.GrantType != OnBehalfOfGrant.GrantType
            ? error with { Error = OpenIddict.Abstractions.OpenIddictConstants.Errors.InvalidGrant }
            : error;
}
