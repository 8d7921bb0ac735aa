using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Contracts.Diagnostics;
using Portal.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.Diagnostics;

/// <summary>Storage and hosting, checked on a portal with its own folder and no authority.</summary>
public sealed class MachineChecksTests : IDisposable
{
    private static readonly Uri Public = new("https://portal.example/");
    private static readonly Uri Inner = new("http://portal.example/");

    private readonly TemporaryFolder _folder = new();

    private string Keys => Path.Combine(_folder.Path, "portal", "keys");

    private string Cache => Path.Combine(_folder.Path, "portal", "token-cache.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Unencrypted_cache_entry_is_reported()
    {
        await using var portal = Build();
        await portal.Services.GetRequiredService<IDistributedCache>().SetAsync(
            "someone",
            "{\"AccessToken\":{}}"u8.ToArray(),
            new DistributedCacheEntryOptions(),
            TestContext.Current.CancellationToken);

        var cache = (await DiagnosticsFixture.ExamineAsync(portal)).AssertState("cache", DiagnosticStates.Failed);

        Assert.Contains("not encrypted", cache.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locked_database_does_not_block_the_report()
    {
        await using var portal = Build();
        _ = await DiagnosticsFixture.ExamineAsync(portal);
        await using var other = new SqliteConnection($"Data Source={Cache};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        Assert.NotEqual(DiagnosticStates.Passed, report.Of("cache").State);
        report.AssertState("keyring", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task Files_that_others_can_read_are_a_warning_with_the_command_that_fixes_them()
    {
        if (OperatingSystem.IsWindows())
            return; // Windows protects the files by the user profile, not by a mode.

        await using var portal = Build();
        _ = await DiagnosticsFixture.ExamineAsync(portal);
        File.SetUnixFileMode(Cache, File.GetUnixFileMode(Cache) | UnixFileMode.OtherRead);
        File.SetUnixFileMode(Keys, File.GetUnixFileMode(Keys) | UnixFileMode.GroupExecute);

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        Assert.Equal($"chmod 600 {Cache}", report.AssertState("cache", DiagnosticStates.Warning).Fix!.Text);
        Assert.Equal($"chmod 700 {Keys}", report.AssertState("keyring", DiagnosticStates.Warning).Fix!.Text);
    }

    [Fact]
    public async Task Damaged_key_file_is_reported()
    {
        await using var portal = Build();
        await File.WriteAllTextAsync(
            Path.Combine(Keys, "key-broken.xml"), "<key", TestContext.Current.CancellationToken);

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        Assert.Equal("DataDirectory", report.AssertState("keyring", DiagnosticStates.Failed).Fix!.Setting);
    }

    [Fact]
    public async Task FLT_42_Proxy_without_forwarded_headers_is_found_by_comparing_addresses()
    {
        await using var portal = Build();

        var report = await DiagnosticsFixture.ExamineAsync(portal, new PortalAddresses(Public, Inner));

        Assert.Equal(
            "ASPNETCORE_FORWARDEDHEADERS_ENABLED", report.AssertState("address", DiagnosticStates.Failed).Fix!.Setting);
        report.AssertState("cookies", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task HTTP_address_other_than_localhost_loses_the_session_cookie()
    {
        await using var portal = Build();

        var report = await DiagnosticsFixture.ExamineAsync(portal, new PortalAddresses(Inner, Inner));

        report.AssertState("cookies", DiagnosticStates.Failed);
        report.AssertState("address", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task Allowing_any_host_name_is_a_warning_in_development()
    {
        await using var portal = Build("--Portal:AllowedHosts=*");

        var report = await DiagnosticsFixture.ExamineAsync(portal, new PortalAddresses(Public, Public));

        Assert.Equal("Portal:AllowedHosts", report.AssertState("address", DiagnosticStates.Warning).Fix!.Setting);
    }

    private WebApplication Build(params string[] more) => Program.Build(
        [
            "--environment=Development",
            _folder.Argument,
            "--AzureAd:Instance=https://localhost:9/",
            "--Portal:DownstreamApis:AppB:BaseUrl=http://127.0.0.1:9",
            .. more,
        ],
        builder => builder.Logging.ClearProviders());
}
