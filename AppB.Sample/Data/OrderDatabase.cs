using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace AppB.Sample.Data;

/// <summary>The database file. Each sample size has its own, which is kept between starts.</summary>
internal sealed class OrderDatabase(IOptions<SeedOptions> seed, IConfiguration configuration)
{
    public string Path { get; } = System.IO.Path.Combine(
        DataDirectory.Ensure(configuration, "appb"), $"orders-{seed.Value.Orders}.db");

    public string ConnectionString => ConnectionStringOf(Path);

    public static string ConnectionStringOf(string path, bool pooling = true) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = pooling }.ToString();
}

internal static class OrderDatabaseExtensions
{
    public static void AddOrderData(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SeedOptions>().BindConfiguration("").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SeedOptions>, SeedOptionsValidator>();
        services.AddSingleton<OrderDatabase>();
        services.AddHostedService<Seeding.SeedOnStart>();
        services.AddHostedService<WarmUp>();
        services.AddDbContextPool<AppBContext>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<OrderDatabase>().ConnectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new WorkBudget())

            // Bounded counts need no order.
            .ConfigureWarnings(w => w.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning)));
        services.AddHealthChecks().AddCheck<DatabaseReady>("database", tags: [HealthEndpoints.ReadyTag]);
    }

    private sealed class DatabaseReady(AppBContext data) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await data.Orders.AnyAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("There are no orders.");
    }
}
