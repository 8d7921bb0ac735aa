using Portal.Database;
using ServiceDefaults;

namespace Portal.Audit;

internal static class AuditRegistration
{
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAuditKeyStore>(provider => provider.GetRequiredService<IPortalStorage>() is SqliteFile file
            ? new AuditKeyFile(file)
            : new AuditKeyTable());
        builder.Services.AddSingleton<AuditKeys>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddHealthChecks().AddCheck<AuditHealth>(
            "audit log", tags: [HealthEndpoints.ReadyTag], timeout: HealthEndpoints.CheckTimeout);
    }
}
