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
    // Anybody can send such a response, and each could end what all instances have remembered.
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromSeconds(1);

    public static Func<MessageReceivedContext, Task> First(Func<MessageReceivedContext, Task> others)
    {
        var lastForgotten = new Timestamp();
        return context => HandleAsync(context, others, lastForgotten);
    }

    private static async Task HandleAsync(
        MessageReceivedContext context, Func<MessageReceivedContext, Task> others, Timestamp lastForgotten)
    {
        var message = context.ProtocolMessage;
        if (message.State != SessionRoutes.AdministratorState || message.Code is not null)
        {
            await others(context);
            return;
        }

        var granted = message.Error is null && message.Parameters.TryGetValue("admin_consent", out var consent)
            && consent.Equals("true", StringComparison.OrdinalIgnoreCase);
        var services = context.HttpContext.RequestServices;
        if (granted && lastForgotten.TryRenew(services.GetRequiredService<TimeProvider>(), ForgetInterval))
            await services.GetRequiredService<ExchangedTokens>().ForgetFailuresAsync();

        context.Response.Redirect(context.Request.PathBase + SessionRoutes.AdministratorResult
            + (granted ? $"?{SessionRoutes.AdministratorOutcome}={SessionRoutes.AdministratorGranted}" : ""));
        context.HandleResponse();
    }

    private sealed class Timestamp
    {
        private readonly Lock _gate = new();
        private long? _value;

        /// <summary>False if it is not older than <paramref name="interval"/>.</summary>
        public bool TryRenew(TimeProvider time, TimeSpan interval)
        {
            lock (_gate)
            {
                if (_value is { } value && time.GetElapsedTime(value) < interval)
                    return false;

                _value = time.GetTimestamp();
                return true;
            }
        }
    }
}
