using Microsoft.EntityFrameworkCore;

namespace Portal.Database;

/// <summary>
/// What must last longer than a session. Each engine has its own class, because EF Core keeps a set of migrations for a class.
/// </summary>
internal abstract class PortalDatabase : DbContext
{
    protected PortalDatabase(DbContextOptions options)
        : base(options)
    {
#pragma warning disable MA0056 // Classes derived from this one override neither.
        ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        Database.AutoSavepointsEnabled = false;
#pragma warning restore MA0056
    }

    public DbSet<StoredEntry> Entries => Set<StoredEntry>();

    public DbSet<StoredView> SavedViews => Set<StoredView>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredEntry>(entry =>
        {
            entry.ToTable("entries");
            entry.HasKey(e => e.Number);
            entry.Property(e => e.Number).HasColumnName("number").ValueGeneratedNever();
            entry.Property(e => e.At).HasColumnName("at");
            entry.Property(e => e.ActorId).HasColumnName("actor_id");
            entry.Property(e => e.ActorName).HasColumnName("actor_name");
            entry.Property(e => e.Action).HasColumnName("action");
            entry.Property(e => e.Target).HasColumnName("target");
            entry.Property(e => e.Detail).HasColumnName("detail");
            entry.Property(e => e.Outcome).HasColumnName("outcome");
            entry.Property(e => e.Trace).HasColumnName("trace");
            entry.Property(e => e.Hash).HasColumnName("hash");
            entry.Property(e => e.Change).HasColumnName("change");
        });
        modelBuilder.Entity<StoredView>(view =>
        {
            view.ToTable("saved_views");
            view.HasKey(v => v.Id);
            view.HasIndex(v => v.Owner);
            view.Property(v => v.Id).HasColumnName("id").ValueGeneratedNever();
            view.Property(v => v.Owner).HasColumnName("owner");
            view.Property(v => v.Api).HasColumnName("api");
            view.Property(v => v.View).HasColumnName("view");
            view.Property(v => v.Name).HasColumnName("name");
            view.Property(v => v.Query).HasColumnName("query");
        });
    }
}

internal sealed class SqlitePortalDatabase(DbContextOptions<SqlitePortalDatabase> options) : PortalDatabase(options);

internal sealed class PostgreSqlPortalDatabase(DbContextOptions<PostgreSqlPortalDatabase> options) : PortalDatabase(options)
{
    public DbSet<StoredAuditKey> AuditKeys => Set<StoredAuditKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<StoredEntry>().ToTable("audit_entries");
        modelBuilder.Entity<StoredAuditKey>(key =>
        {
            key.ToTable("audit_keys");
            key.Property(k => k.Id).HasColumnName("id");
            key.Property(k => k.First).HasColumnName("first");
            key.Property(k => k.Key).HasColumnName("key");
        });
    }
}
