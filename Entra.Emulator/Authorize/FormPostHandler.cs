using Entra.Emulator.OAuth;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Pages;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.Authorize;

/// <summary>
/// Sends form_post responses with the emulator's own page. OpenIddict's page needs an inline script, which the content
/// security policy forbids, and ignores the dark color scheme.
/// </summary>
internal sealed class FormPostHandler : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>()
            .UseSingletonHandler<FormPostHandler>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.Authentication.ProcessFormPostResponse.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (context.ResponseMode != OpenIddictConstants.ResponseModes.FormPost || context.RedirectUri is not { } target)
            return;

        var http = context.Transaction.GetHttpContext();
        var parameters =
            from parameter in context.Response.GetParameters()
            let value = (string?)parameter.Value
            where value is not null
            select KeyValuePair.Create(parameter.Key, value);
        await Page.FormPost(target, [.. parameters]).ExecuteAsync(http);
        context.HandleRequest();
    }
}
