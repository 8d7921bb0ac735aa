namespace Portal.Database;

/// <summary>How the portal uses the PostgreSQL database that <c>ConnectionStrings:portal</c> names.</summary>
internal sealed class DatabaseOptions
{
    public const string SectionName = "Database";

    /// <summary>Whether to create or adapt the tables on start. Unset: in Development only.</summary>
    public bool? MigrateOnStart { get; set; }

    /// <summary>Whether to use the managed identity if there is no password. Unset: on hosts of Azure only.</summary>
    public bool? ManagedIdentity { get; set; }
}
