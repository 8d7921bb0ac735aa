namespace Portal.Hosting;

/// <summary>
/// Keeps secrets of the framework out of the log at every configured level: at Debug and Trace, these categories log the
/// arguments of circuit messages, among them the secret with which a dropped circuit can be taken over, and the response of a
/// sign-in with its authorization code.
/// </summary>
internal static class SecretLogFilter
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Components.Server.ComponentHub",
        "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher",
        "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectHandler",
    ];

    // After the settings, also when they are reloaded: a rule for one provider, such as Logging:Console, would otherwise
    // take precedence.
    public static void AddSecretLogFilter(this WebApplicationBuilder builder) =>
        builder.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            var named = options.Rules.Select(rule => rule.ProviderName).OfType<string>();
            foreach (var provider in (string?[])[null, .. named.Distinct(StringComparer.Ordinal)])
            {
                foreach (var category in Categories)
                    options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Information, filter: null));
            }
        });
}
