using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entra.Emulator.Control;

/// <summary>The levers' parts; the clock stands in front of whichever clock the host has.</summary>
internal static class LeverRegistration
{
    /// <summary>After everything else is registered: until then it is open which clock that is.</summary>
    public static void AddLevers(this WebApplicationBuilder builder)
    {
        var own = builder.Services.LastOrDefault(s => s.ServiceType == typeof(TimeProvider))?.ImplementationInstance;
        var clock = new TenantClock(own as TimeProvider ?? TimeProvider.System);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton<TokenForge>();
        builder.Services.AddSingleton<LeverContext>();
    }
}
