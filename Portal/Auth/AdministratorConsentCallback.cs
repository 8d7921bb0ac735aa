using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Portal.Contracts.SignIn;

namespace Portal.Auth;

/// <summary>
/// An administrator who followed the link comes back to where sign-ins come back to, with no sign-in under way: what
/// the authority says is shown, and decides nothing.
/// </summary>
internal static class AdministratorConsentCallback
{
    public static Func<MessageReceivedContext, Task> First(Func<MessageReceivedContext, Task> others) => context =>
    {
        var message = context.ProtocolMessage;
        if (message.State != SessionRoutes.AdministratorState || message.Code is not null)
            return others(context);

        var granted = message.Error is null && message.Parameters.TryGetValue("admin_consent", out var said)
            && said.Equals("true", StringComparison.OrdinalIgnoreCase);
        context.Response.Redirect(SessionRoutes.AdministratorAnswered
            + (granted ? $"?{SessionRoutes.AdministratorOutcome}={SessionRoutes.AdministratorGranted}" : ""));
        context.HandleResponse();
        return Task.CompletedTask;
    };
}
