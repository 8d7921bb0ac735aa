using Portal.Database;

namespace Portal.Tests.Database;

public sealed class DatabaseConnectionTests
{
    [Theory]
    [InlineData("Host=db.postgres.database.azure.com;Database=p;Username=u", null, true)]
    [InlineData("Host=db.postgres.database.azure.com;Database=p;Username=u", false, false)]
    [InlineData("Host=db.postgres.database.azure.com;Database=p;Username=u;Password=x", null, false)]
    [InlineData("Host=db.example;Database=p;Username=u", null, false)]
    [InlineData("Host=db.example;Database=p;Username=u", true, true)]
    [InlineData("Host=db.example;Database=p;Username=u;Passfile=/secrets/pgpass", true, false)]
    public void Managed_identity_is_used_without_a_password_on_azure_or_by_setting(
        string connectionString, bool? setting, bool isUsed) =>
        Assert.Equal(isUsed, DatabaseConnection.Parse(connectionString, setting).UsesManagedIdentity);

    [Theory]
    [InlineData("secret-4711")]
    [InlineData("Host=db;Database=p;Port=secret-4711")]
    [InlineData("Host=db;Database=p;secret-4711=1")]
    [InlineData("Host=db;Password=secret-4711")]
    [InlineData("postgres://portal:secret-4711@db/portal")]
    public void LEK_06_unusable_connection_string_is_refused_by_the_name_of_the_setting(string connectionString)
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => DatabaseConnection.Parse(connectionString, managedIdentity: null));

        Assert.Contains("ConnectionStrings:portal", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-4711", $"{refused}", StringComparison.Ordinal);
    }

    [Fact]
    public void Name_contains_neither_user_nor_password() => Assert.Equal(
        "portal on db.example:5433",
        DatabaseConnection.Parse("Host=db.example;Port=5433;Database=portal;Username=u;Password=p", null).Name);
}
