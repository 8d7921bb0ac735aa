using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>
/// Handles the response to an administrator's consent link, which arrives at the sign-in callback without a sign-in in
/// progress. Its outcome is only displayed; no decision depends on it.
/// </summary>
internal static class AdministratorConsentCallback
{
    public static Func<MessageReceivedContext, Task> First(Func<MessageReceivedContext, Task> others) => context =>
    {
        var message = context.ProtocolMessage;
        if (message.State != SessionRoutes.AdministratorState || message.Code is not null)
            return others(context);

        var granted = message.Error is null && message.Parameters.TryGetValue("admin_consent", out var consent)
            && consent.Equals("true", StringComparison.OrdinalIgnoreCase);
        context.Response.Redirect(SessionRoutes.AdministratorResult
            + (granted ? $"?{SessionRoutes.AdministratorOutcome}={SessionRoutes.AdministratorGranted}" : ""));
        context.HandleResponse();
        return Task.CompletedTask;
    };
}
