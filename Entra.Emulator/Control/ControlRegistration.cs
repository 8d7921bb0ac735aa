using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDefaults;

namespace Entra.Emulator.Control;

/// <summary>
/// Registers the control endpoints' services and wraps the host's clock in <see cref="TenantClock"/>.
/// </summary>
internal static class ControlRegistration
{
    /// <summary>Call last: it wraps the <see cref="TimeProvider"/> that has been registered by then.</summary>
    public static void AddEmulatorControl(this WebApplicationBuilder builder)
    {
        var registered = builder.Services.LastOrDefault(s => s.ServiceType == typeof(TimeProvider))?.ImplementationInstance;
        var clock = new TenantClock(registered as TimeProvider ?? TimeProvider.System);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<PendingFaults>();
        builder.Services.AddSingleton<TenantChanges>();
        builder.Services.AddSingleton<TamperedTokenFactory>();
        builder.Services.AddSingleton<ControlStateReader>();
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            StrictJson.Apply(o.SerializerOptions);

            // Every member of a control request is optional; the endpoints say which ones are needed.
            o.SerializerOptions.RespectRequiredConstructorParameters = false;
        });
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.AddExceptionHandler<UnreadableBody>();
    }
}
