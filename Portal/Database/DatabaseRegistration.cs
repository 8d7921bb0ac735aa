using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace Portal.Database;

internal static class DatabaseRegistration
{
    private const string Folder = "portal";
    private const string FileName = "audit.db";
    private const string ConnectionName = "portal";

    /// <summary>PostgreSQL where a connection string names it; otherwise a file in the data directory.</summary>
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var file = new SqliteFile(Path.Combine(DataDirectory.Ensure(builder.Configuration, Folder), FileName));
        builder.Services.AddSingleton(file);
        if (builder.Configuration.GetConnectionString(ConnectionName) is not { Length: > 0 } connectionString)
        {
            builder.Services.AddSingleton<IPortalStorage>(file);
            return;
        }

        var options = builder.Configuration.GetSection(DatabaseOptions.SectionName).Get<DatabaseOptions>() ?? new();
        var connection = DatabaseConnection.Parse(connectionString, options.ManagedIdentity);
        builder.Services.AddSingleton(_ => new PostgreSqlServer(connection));
        builder.Services.AddSingleton<IPortalStorage>(provider => provider.GetRequiredService<PostgreSqlServer>());
        if (options.MigrateOnStart ?? builder.Environment.IsDevelopment())
            builder.Services.AddHostedService<MigrationOnStart>();
    }
}
