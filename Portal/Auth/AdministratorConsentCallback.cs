using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>
/// Handles the response to an administrator's consent link, which arrives at the sign-in callback without a sign-in in
/// progress. The outcome in it is only shown; nothing is decided by it.
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
        context.Response.Redirect(SessionRoutes.AdministratorAnswered
            + (granted ? $"?{SessionRoutes.AdministratorOutcome}={SessionRoutes.AdministratorGranted}" : ""));
        context.HandleResponse();
        return Task.CompletedTask;
    };
}
