using Entra.Emulator.OAuth.Errors;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>What the four grants share: their place in the pipeline, and how an error leaves it.</summary>
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

    // Only on-behalf-of says interaction_required: a middle tier can do nothing but pass it on. To others it is
    // invalid_grant, whose suberror says that interaction helps.
    private static EntraError AsThisGrant(HandleTokenRequestContext context, EntraError error) =>
        error.Error == "interaction_required" && context.Request.GrantType != OnBehalfOfGrant.GrantType
            ? error with { Error = OpenIddict.Abstractions.OpenIddictConstants.Errors.InvalidGrant }
            : error;
}
