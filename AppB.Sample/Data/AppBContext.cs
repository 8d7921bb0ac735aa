using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Data;

/// <summary>AppB's tables. Seeding creates them with the model's script; see <see cref="OrderDatabase"/>.</summary>
public sealed class AppBContext(DbContextOptions<AppBContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<SalesMonth> SalesMonths => Set<SalesMonth>();

    // SQLite appends the row id to every index, so an index on a column supports both "sort by it, then by id" and
    // seeking to the next page. Composite indexes start with a column that has many rows per value, Status or PlacedOn,
    // for filters on it with another sort column.
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Order>(order =>
        {
            order.HasIndex(o => o.Number).IsUnique();
            order.HasIndex(o => o.CustomerId);
            order.HasIndex(o => o.CustomerName);
            order.HasIndex(o => o.Status);
            order.HasIndex(o => o.PlacedOn);
            order.HasIndex(o => o.Total);
            order.HasIndex(o => new { o.Status, o.CustomerName });
            order.HasIndex(o => new { o.Status, o.PlacedOn });
            order.HasIndex(o => new { o.Status, o.Total });
            order.HasIndex(o => new { o.Status, o.Number });
            order.HasIndex(o => new { o.PlacedOn, o.CustomerName });
            order.HasIndex(o => new { o.PlacedOn, o.Status });
            order.HasIndex(o => new { o.PlacedOn, o.Total });
            order.HasIndex(o => new { o.PlacedOn, o.Number });
            order.Property(o => o.Version).IsConcurrencyToken();
        });

        modelBuilder.Entity<OrderLine>().HasKey(l => new { l.OrderId, l.Position });

        modelBuilder.Entity<Customer>(customer =>
        {
            customer.HasIndex(c => c.Name).IsUnique();
            customer.HasIndex(c => c.City);
            customer.HasIndex(c => c.Country);
            customer.HasIndex(c => c.Since);
        });

        modelBuilder.Entity<Product>(product =>
        {
            product.HasIndex(p => p.Sku).IsUnique();
            product.HasIndex(p => p.Name);
            product.HasIndex(p => p.Category);
            product.HasIndex(p => p.UnitPrice);
        });

        PlannerHints.Register(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HaveConversion<MinorUnits>();
        configurationBuilder.Properties<string>().UseCollation("NOCASE");
    }
}
