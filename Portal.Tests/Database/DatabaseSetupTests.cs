using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Contracts.Diagnostics;
using Portal.Tests.Audit;
using Portal.Tests.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.Database;

/// <summary>What operators see of the database: the Setup check, readiness, and the commands.</summary>
[Collection(PostgresGroup.Name)]
public sealed class DatabaseSetupTests(PostgresServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Setup_check_names_the_database()
    {
        await using var portal = Build(await server.CreateDatabaseAsync());

        var audit = (await DiagnosticsFixture.ExamineAsync(portal)).AssertState("audit", DiagnosticStates.Passed);

        Assert.StartsWith("test", Assert.Single(audit.Evidence, e => e.Name == "Database").Value, StringComparison.Ordinal);
        Assert.DoesNotContain(audit.Evidence, e => e.Value.Contains(PostgresServer.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setup_check_says_what_to_do_about_missing_tables()
    {
        await using var portal = Build(await server.CreateDatabaseAsync(isMigrated: false));

        var audit = (await DiagnosticsFixture.ExamineAsync(portal)).AssertState("audit", DiagnosticStates.Failed);

        Assert.Contains("--migrate", audit.Fix!.Text, StringComparison.Ordinal);
        Assert.Equal("ConnectionStrings:portal", audit.Fix.Setting);
    }

    [Fact]
    public async Task FLT_14_portal_creates_its_tables_on_start_and_stays_ready_without_the_server()
    {
        await using var authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        var database = await server.CreateDatabaseAsync(isMigrated: false);
        await using var app = Program.Build(
            [.. ApiFixture.Settings(authority, _folder), $"--ConnectionStrings:portal={database}"],
            builder => builder.Logging.ClearProviders());
        await app.StartAsync(Cancellation);
        var audit = app.Services.GetRequiredService<AuditLog>();
        Assert.Null(await audit.ProbeAsync(Cancellation));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        server.Pause();
        try
        {
            using var ready = await http.GetAsync(new Uri("health/ready", UriKind.Relative), Cancellation);
            Assert.Equal(
                (HttpStatusCode.OK, "Degraded"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(Cancellation)));
        }
        finally
        {
            server.Resume();
        }

        Assert.Null(await audit.ProbeAsync(Cancellation));
    }

    [Fact]
    public async Task Commands_create_the_tables_and_move_the_audit_log()
    {
        var database = await server.CreateDatabaseAsync(isMigrated: false);
        await using (var alone = Build(connectionString: null))
        {
            var log = alone.Services.GetRequiredService<AuditLog>();
            await log.AppendAsync(AuditTestStore.Carol, AuditTestStore.Note("User 1", "done"), Cancellation);
        }

        var early = await RunAsync("--move-audit-log", database);
        var migrated = await RunAsync("--migrate", database);
        var moved = await RunAsync("--move-audit-log", database);

        Assert.Equal(1, early.Code);
        Assert.Contains("--migrate", early.Errors, StringComparison.Ordinal);
        Assert.True(migrated.Code == 0, migrated.Errors);
        Assert.True(moved.Code == 0, moved.Errors);
        Assert.StartsWith("1 entries were moved", moved.Output, StringComparison.Ordinal);
        Assert.All(
            (string[])[early.Output, early.Errors, migrated.Output, moved.Output],
            text => Assert.DoesNotContain(PostgresServer.Password, text, StringComparison.Ordinal));
    }

    private string[] Settings(string? connectionString) =>
    [
        "--environment=Development",
        _folder.Argument,
        "--AzureAd:Instance=https://localhost:9/",
        "--Portal:DownstreamApis:AppB:BaseUrl=http://127.0.0.1:9",
        .. connectionString is null ? (string[])[] : [$"--ConnectionStrings:portal={connectionString}"],
    ];

    private WebApplication Build(string? connectionString) =>
        Program.Build(Settings(connectionString), builder => builder.Logging.ClearProviders());

    private async Task<(int Code, string Output, string Errors)> RunAsync(string command, string connectionString)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.dll"), command, .. Settings(connectionString)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await errors);
    }
}
