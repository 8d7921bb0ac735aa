using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Database;

// "dotnet ef migrations add" creates the contexts with these. It opens no connection.
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqlitePortalDatabase>
{
    public SqlitePortalDatabase CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePortalDatabase>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlPortalDatabase>
{
    public PostgreSqlPortalDatabase CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlPortalDatabase>().UseNpgsql("Host=localhost").Options);
}
