using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Redis;

namespace Portal.Auth.Sessions;

internal static class SessionRegistration
{
    public static void AddPortalSessions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        if (builder.UsesRedis())
            services.AddSingleton<SharedCircuits>();

        services.AddOptions<PortalSessionOptions>().BindConfiguration(PortalSessionOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalSessionOptions>, PortalSessionOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SessionEntries>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionActivity>();
        services.AddSingleton<SessionEnds>();
        services.AddSingleton<PortalSessions>();
        services.AddSingleton<SignInCheck>();
        services.AddSingleton<LatestSignIn>();
        services.AddSingleton<HeapLoad>();
        services.AddSingleton<UserCircuits>();
        services.AddSingleton(provider => new InterruptedApplies(
            provider.GetRequiredService<TimeProvider>(), provider.GetService<EncryptedEntries>()));
        services.AddSingleton<CircuitFilter>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
    }
}
