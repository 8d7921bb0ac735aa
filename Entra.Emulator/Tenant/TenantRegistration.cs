using Entra.Emulator.Hosting;

namespace Entra.Emulator.Tenant;

/// <summary>Registers the tenant file and the stores of its changes.</summary>
internal static class TenantRegistration
{
    public static void AddTenant(this WebApplicationBuilder builder, StateFiles files)
    {
        var options = builder.Configuration.Get<EmulatorOptions>() ?? new EmulatorOptions();
        if (options.Reset)
            TenantDatabase.Delete(files);

        builder.Services.AddSingleton(TenantSeed.Load(options.TenantFile));
        builder.Services.AddSingleton<TenantDatabase>();
        builder.Services.AddSingleton<Assignments>();
        builder.Services.AddSingleton<ConsentStore>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<EffectiveAccess>();
        builder.Services.AddSingleton<AccessPolicies>();
    }

    /// <summary>
    /// Reads the changes, so that an unreadable file fails at startup rather than at the first request.
    /// </summary>
    public static void OpenTenant(this WebApplication app)
    {
        app.Services.GetRequiredService<Assignments>();
        app.Services.GetRequiredService<ConsentStore>();
    }
}
