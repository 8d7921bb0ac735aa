using Entra.Emulator.Hosting;

namespace Entra.Emulator.Tenant;

/// <summary>The tenant: what its file says, and what has changed since.</summary>
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
        builder.Services.AddSingleton<Consents>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<EffectiveAccess>();
    }

    /// <summary>Reads what changed, so that a file that cannot be read stops the start and not the first request.</summary>
    public static void OpenTenant(this WebApplication app)
    {
        app.Services.GetRequiredService<Assignments>();
        app.Services.GetRequiredService<Consents>();
    }
}
