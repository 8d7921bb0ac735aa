using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>Startup of AppB, and AppB without its authority.</summary>
public sealed class AppBStartTests : IDisposable
{
    private static readonly Uri Nowhere = new("https://127.0.0.1:1/");

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("AzureAd:Instance", "")]
    [InlineData("AzureAd:Instance", "http://127.0.0.1:1/")]
    [InlineData("AzureAd:TenantId", "")]
    [InlineData("AzureAd:TenantId", "organizations")]
    [InlineData("AzureAd:ClientId", "")]
    [InlineData("Orders", "0")]
    [InlineData("Orders", "10000001")]
    [InlineData("Orders", "many")]
    [InlineData("StepUp:Orders.Reed", "c1")]
    [InlineData("StepUp:Orders.Read.All", "c1")]
    [InlineData("StepUp:Reports.Read", "strong")]
    public async Task Wrong_setting_stops_startup_and_is_named(string key, string value)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => AppBFixture.StartAsync(
            _folder.Path, Nowhere, TestContext.Current.CancellationToken, $"--{key}={value}", $"--AppB:{key}={value}"));

        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TOK_37_Endpoint_without_a_rule_stops_startup()
    {
        await using var app = AppBFixture.Build(_folder.Path, Nowhere);
        app.MapGet("/forgotten", () => "open to all");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("/forgotten", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_data_is_reproducible()
    {
        using var other = new TemporaryFolder();

        await using (await AppBFixture.StartAsync(_folder.Path, Nowhere, TestContext.Current.CancellationToken))
        await using (await AppBFixture.StartAsync(other.Path, Nowhere, TestContext.Current.CancellationToken))
        {
            Assert.Equal(Digest(_folder), Digest(other));
        }
    }

    [Fact]
    public async Task FLT_33_damaged_database_is_set_aside_and_created_again()
    {
        var file = DatabaseOf(_folder);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var damage = RandomNumberGenerator.GetBytes(9_000);
        await File.WriteAllBytesAsync(file, damage, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync($"{file}-wal", damage, TestContext.Current.CancellationToken);

        await using (await AppBFixture.StartAsync(_folder.Path, Nowhere, TestContext.Current.CancellationToken))
            Assert.NotEmpty(Digest(_folder));

        Assert.Equal(damage, await File.ReadAllBytesAsync($"{file}.damaged", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Database_of_another_version_is_replaced_and_no_draft_remains()
    {
        var file = DatabaseOf(_folder);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using (var old = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await old.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = old.CreateCommand();
            command.CommandText = "CREATE TABLE Orders (Id INTEGER PRIMARY KEY)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var app = await AppBFixture.StartAsync(
            _folder.Path, Nowhere, TestContext.Current.CancellationToken);

        var health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(
            check => check.Name == "database", TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(file)!, "*.draft*"));
    }

    [Fact]
    public async Task Unreachable_authority_gets_503_instead_of_a_token_error()
    {
        await using var authority = await TestAuthority.StartAsync(_folder.Path, TestContext.Current.CancellationToken);
        var token = authority.User(AppBFixture.Audience, "access_as_user", "Orders.Read").Sign();
        await using var app = await AppBFixture.StartAsync(
            _folder.Path, Nowhere, TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = AppBFixture.AddressOf(app) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        using var response = await client.GetAsync("/orders", TestContext.Current.CancellationToken);

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("authority_unavailable", problem.GetProperty("code").GetString());
    }

    public void Dispose() => _folder.Dispose();

    private static string DatabaseOf(TemporaryFolder folder) =>
        Path.Combine(folder.Path, "appb", $"orders-{AppBFixture.Orders}.db");

    private static string Digest(TemporaryFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseOf(folder)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT group_concat(hex(o.Number || o.CustomerName || o.Status || o.PlacedOn || o.Total || "
            + "ifnull(o.Note, '')), '') "
            + "FROM (SELECT * FROM Orders ORDER BY Id) o";
        var text = (string)command.ExecuteScalar()!;
        return Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)));
    }
}
