using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Portal.Auth.TokenCache;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>
/// Handles the response to an administrator's consent link, which arrives at the sign-in callback without a sign-in in
/// progress. Its outcome is displayed, and ends what was remembered about missing consents; no decision depends on it.
/// </summary>
internal static class AdministratorConsentCallback
{
    public static Func<MessageReceivedContext, Task> First(Func<MessageReceivedContext, Task> others) => async context =>
    {
        var message = context.ProtocolMessage;
        if (message.State != SessionRoutes.AdministratorState || message.Code is not null)
        {
            await others(context);
            return;
        }

        var granted = message.Error is null && message.Parameters.TryGetValue("admin_consent", out var consent)
            && consent.Equals("true", StringComparison.OrdinalIgnoreCase);
        if (granted)
            await context.HttpContext.RequestServices.GetRequiredService<ExchangedTokens>().ForgetFailuresAsync();

        context.Response.Redirect(context.Request.PathBase + SessionRoutes.AdministratorResult
            + (granted ? $"?{SessionRoutes.AdministratorOutcome}={SessionRoutes.AdministratorGranted}" : ""));
        context.HandleResponse();
    };
}
