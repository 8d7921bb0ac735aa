using Entra.Emulator.OAuth.Errors;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>Base of the grant handlers: their position in OpenIddict's pipeline, and error handling.</summary>
internal abstract class Grant : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!Handles(context))
            return;

        try
        {
            await IssueAsync(context);
        }
        catch (EntraErrorException e)
        {
            context.Reject(AsThisGrant(context, e.Error));
        }
    }

    protected static OpenIddictServerHandlerDescriptor CreateDescriptor<TGrant>()
        where TGrant : Grant =>
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
            .UseSingletonHandler<TGrant>()
            .SetOrder(Exchange.AttachPrincipal.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    protected abstract bool Handles(HandleTokenRequestContext context);

    /// <exception cref="EntraErrorException">The request is refused.</exception>
    protected abstract ValueTask IssueAsync(HandleTokenRequestContext context);

    // Only on-behalf-of returns interaction_required, which a middle-tier API can only pass on. The other grants return
    // invalid_grant, with a suberror that says interaction may help.
    private static EntraError AsThisGrant(HandleTokenRequestContext context, EntraError error) =>
        error.Error == "interaction_required" && context.Request.GrantType != OnBehalfOfGrant.GrantType
            ? error with { Error = OpenIddict.Abstractions.OpenIddictConstants.Errors.InvalidGrant }
            : error;
}
