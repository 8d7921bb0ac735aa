using AccessContract.AspNetCore;
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
    public const string Subfolder = "appb";

    public string Path { get; } = System.IO.Path.Combine(
        DataDirectory.Ensure(configuration, Subfolder), $"orders-{seed.Value.Orders}.db");

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
        builder.AddDataDirectoryCheck(OrderDatabase.Subfolder);
        services.AddHealthChecks()
            .AddCheck<DatabaseReady>("database", tags: [HealthEndpoints.ReadyTag], timeout: HealthEndpoints.CheckTimeout)
            .AddSigningKeys([HealthEndpoints.ReadyTag], HealthEndpoints.CheckTimeout);
    }

    private sealed class DatabaseReady(AppBContext data, OrderDatabase database) : IHealthCheck
    {
        private const int LockTimeoutSeconds = 1;

        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!await data.Orders.AnyAsync(cancellationToken))
                return HealthCheckResult.Unhealthy("There are no orders.");

            // Takes the lock for writing, and writes nothing. The context's own connection would wait for 30 seconds.
            var settings = new SqliteConnectionStringBuilder(OrderDatabase.ConnectionStringOf(database.Path, pooling: false))
            {
                Mode = SqliteOpenMode.ReadWrite,
                DefaultTimeout = LockTimeoutSeconds,
            };
            await using var connection = new SqliteConnection(settings.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
