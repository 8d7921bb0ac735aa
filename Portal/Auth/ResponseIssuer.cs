using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>
/// RFC 9207: a response to a sign-in names its issuer, so that a response of another authority is never taken for one of
/// ours. Refused if it names another one, or none although the authority's metadata announces it.
/// </summary>
internal static class ResponseIssuer
{
    public static Func<MessageReceivedContext, Task> First(Func<MessageReceivedContext, Task> others) => async context =>
    {
        if (await IsRightAsync(context))
        {
            await others(context);
            return;
        }

        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>()
            .CreateLogger(typeof(ResponseIssuer))
            .LogSignInFailed(SignInReasons.IssuerMismatch, errorCode: null);
        context.Response.Redirect(
            SignInFailure.Address(context.Properties, context.Request.PathBase, SignInReasons.IssuerMismatch, errorCode: null));
        context.HandleResponse();
    };

    private static async Task<bool> IsRightAsync(MessageReceivedContext context)
    {
        if (context.Options.ConfigurationManager is not { } manager)
            return context.ProtocolMessage.Iss is null;

        var authority = await manager.GetConfigurationAsync(context.HttpContext.RequestAborted);
        return context.ProtocolMessage.Iss is { } issuer
            ? issuer == authority.Issuer
            : !authority.AuthorizationResponseIssParameterSupported;
    }
}
