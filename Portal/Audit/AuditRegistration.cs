using ServiceDefaults;

namespace Portal.Audit;

internal static class AuditRegistration
{
    private const string Folder = "portal";

    public static void AddAudit(this WebApplicationBuilder builder)
    {
        var path = Path.Combine(DataDirectory.Ensure(builder.Configuration, Folder), "audit.db");
        builder.Services.AddSingleton(new AuditFile(path));
        builder.Services.AddSingleton<AuditKeys>();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddHealthChecks().AddCheck<AuditHealth>(
            "audit log", tags: [HealthEndpoints.ReadyTag], timeout: HealthEndpoints.CheckTimeout);
    }
}
