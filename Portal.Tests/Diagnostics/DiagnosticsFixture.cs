using System.Security.Claims;
using Entra.Emulator.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;
using Portal.Diagnostics;
using Portal.Tests.AppB;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Diagnostics;

/// <summary>
/// A running emulator and AppB. Each test checks a portal with its own settings, which is built but never started.
/// </summary>
public sealed class DiagnosticsFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private EmulatorHost _emulator = null!;
    private WebApplication _appB = null!;

    public string Folder => _folder.Path;

    internal PendingFaults Faults => _emulator.Service<PendingFaults>();

    internal TenantClock Clock => _emulator.Service<TenantClock>();

    /// <summary>Correct settings.</summary>
    public IReadOnlyList<string> Correct =>
    [
        "--environment=Development",
        _folder.Argument,
        $"--AzureAd:Instance={_emulator.Addresses.BackChannel}",
        "--Portal:Urls=http://localhost:7100",
        $"--Portal:DownstreamApis:AppB:BaseUrl={AppBFixture.AddressOf(_appB)}",
    ];

    public async ValueTask InitializeAsync()
    {
        _emulator = await EmulatorHost.StartAsync(_folder.Path);
        _appB = await AppBFixture.StartAsync(
            _folder.Path,
            _emulator.Addresses.BackChannel,
            TestContext.Current.CancellationToken,
            $"--AppB:AzureAd:TenantId={TestTenant.Id}",
            $"--AppB:AzureAd:ClientId={TestTenant.AppB}",
            "--orders=10");
    }

    public async ValueTask DisposeAsync()
    {
        await _appB.DisposeAsync();
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Runs all checks, with <paramref name="wrong"/> replacing correct settings.</summary>
    internal Task<DiagnosticsReport> ExamineAsync(params string[] wrong) =>
        ExamineAsync(addresses: null, user: null, wrong);

    internal async Task<DiagnosticsReport> ExamineAsync(
        PortalAddresses? addresses, ClaimsPrincipal? user, params string[] wrong)
    {
        await using var portal = Program.Build([.. Correct, .. wrong], builder => builder.Logging.ClearProviders());
        return await ExamineAsync(portal, addresses, user);
    }

    /// <summary>Runs all checks of <paramref name="portal"/>.</summary>
    internal static async Task<DiagnosticsReport> ExamineAsync(
        WebApplication portal, PortalAddresses? addresses = null, ClaimsPrincipal? user = null)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var groups = await scope.ServiceProvider.GetRequiredService<DiagnosticsRunner>().RunAsync(
            user,
            addresses ?? new PortalAddresses(Seen: null, PortalAddresses.Listened(portal.Configuration["Urls"], pathBase: null)),
            TestContext.Current.CancellationToken);
        return new DiagnosticsReport(groups, new ReportStamp("", DateTimeOffset.UnixEpoch, []), 0);
    }
}

/// <summary>
/// One emulator for all setup tests, which therefore do not run in parallel: a fault affects everyone.
/// </summary>
[CollectionDefinition(Name)]
public sealed class DiagnosticsGroup : ICollectionFixture<DiagnosticsFixture>
{
    public const string Name = "Setup";
}

internal static class Findings
{
    public static DiagnosticFinding Of(this DiagnosticsReport report, string id) =>
        Assert.Single(report.Findings(), f => f.Id == id);

    public static DiagnosticFinding AssertState(this DiagnosticsReport report, string id, string state)
    {
        var finding = report.Of(id);
        Assert.True(state == finding.State, $"{id}: {finding.State}, {finding.Text}");
        return finding;
    }
}
