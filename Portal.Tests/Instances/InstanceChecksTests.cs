using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Contracts.Diagnostics;
using Portal.Instances;
using Portal.Tests.Diagnostics;
using Portal.Tests.Support;
using StackExchange.Redis;

namespace Portal.Tests.Instances;

/// <summary>What the Setup check says about several instances on one Redis.</summary>
public sealed class InstanceChecksTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncDisposable
{
    private static readonly string[] Ids =
    [
        "redis", "redis.security", "redis.memory", "instances", "instances.keys", "instances.clocks", "instances.settings",
        "instances.sticky",
    ];

    private readonly RunningPortals _portals = new(redis);

    public ValueTask DisposeAsync() => _portals.DisposeAsync();

    [Fact]
    public async Task Without_Redis_there_is_one_line()
    {
        await using var portal = _portals.Build(settings: "--ConnectionStrings:redis=");

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        Assert.Equal("instances", Assert.Single(report.Groups, g => g.Title == "Instances").Findings.Single().Id);
        report.AssertState("instances", DiagnosticStates.Passed);
    }

    [Fact]
    public async Task One_instance_on_Redis_passes_every_check()
    {
        var portal = await _portals.AnnounceAsync();

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        Assert.All(Ids, id => report.AssertState(id, DiagnosticStates.Passed));
    }

    [Fact]
    public async Task Three_instances_with_the_same_settings_and_keys_pass_and_are_named()
    {
        const string Database = "--ConnectionStrings:portal=Host=db;Database=portal";
        var first = await _portals.AnnounceAsync(settings: Database);
        var second = await _portals.AnnounceAsync(settings: Database);
        var third = await _portals.AnnounceAsync(settings: Database);

        var report = await DiagnosticsFixture.ExamineAsync(second);

        var instances = report.AssertState("instances", DiagnosticStates.Passed);
        Assert.Equal(
            [IdOf(first), $"{IdOf(second)} (this instance)", IdOf(third)],
            instances.Evidence.Select(e => e.Name));
        Assert.All(Ids.Except(["instances.sticky"]), id => report.AssertState(id, DiagnosticStates.Passed));
        report.AssertState("instances.sticky", DiagnosticStates.Unknown);
    }

    [Fact]
    public async Task Command_line_compares_with_the_running_instances_without_becoming_one()
    {
        await _portals.AnnounceAsync();
        var command = _portals.Build(settings: "--RateLimits:Api:Burst=7");

        var report = await DiagnosticsFixture.ExamineAsync(command);

        Assert.Single(report.AssertState("instances", DiagnosticStates.Passed).Evidence);
        Assert.Equal("RateLimits", report.AssertState("instances.settings", DiagnosticStates.Failed).Fix!.Setting);
    }

    [Fact]
    public async Task Two_versions_are_a_warning()
    {
        var portal = await _portals.AnnounceAsync();
        await RunningPortals.AnnounceAsync(_portals.Build(), entry => entry with { Version = "9.9.9" });

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        Assert.Contains(
            "9.9.9", report.AssertState("instances", DiagnosticStates.Warning).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_with_other_keys_is_an_error_that_names_it()
    {
        var portal = await _portals.AnnounceAsync();
        var other = _portals.Build();
        await RunningPortals.AnnounceAsync(other, RunningPortals.WithForeignKeys);

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        var keys = report.AssertState("instances.keys", DiagnosticStates.Failed);
        Assert.Equal(IdOf(other), Assert.Single(keys.Evidence).Value);
    }

    [Theory]
    [InlineData(2, DiagnosticStates.Passed)]
    [InlineData(20, DiagnosticStates.Warning)]
    [InlineData(-90, DiagnosticStates.Failed)]
    public async Task Clocks_that_are_apart_are_found(int seconds, string state)
    {
        var portal = await _portals.AnnounceAsync();
        await _portals.AnnounceAsync(new FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(seconds)));

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        report.AssertState("instances.clocks", state);
    }

    [Fact]
    public async Task Different_settings_are_an_error_that_names_setting_and_instance()
    {
        var portal = await _portals.AnnounceAsync();
        var other = await _portals.AnnounceAsync(settings: "--Portal:DownstreamApis:AppB:TimeoutSeconds=9");

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        var evidence = Assert.Single(report.AssertState("instances.settings", DiagnosticStates.Failed).Evidence);
        Assert.Equal("DownstreamApis", evidence.Name);
        Assert.Contains(IdOf(other), evidence.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_instances_without_a_database_are_a_warning()
    {
        var portal = await _portals.AnnounceAsync();
        await _portals.AnnounceAsync();

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        Assert.Equal(
            InstanceSettings.Database, report.AssertState("instances.settings", DiagnosticStates.Warning).Fix!.Setting);
    }

    [Fact]
    public async Task Circuits_that_start_elsewhere_are_counted_unless_their_instance_has_stopped()
    {
        var portal = await _portals.AnnounceAsync();
        var other = await _portals.AnnounceAsync();
        var origins = portal.Services.GetRequiredService<CircuitOrigins>();
        for (var i = 0; i < 3; i++)
            origins.Started(IdOf(portal));
        origins.Started("an-instance-that-has-stopped");
        await AnnounceAgainAsync(portal);
        var sticky = (await DiagnosticsFixture.ExamineAsync(other)).AssertState("instances.sticky", DiagnosticStates.Passed);
        Assert.Contains("3 of 3 circuits", sticky.Text, StringComparison.Ordinal);

        origins.Started(IdOf(other));
        await AnnounceAgainAsync(portal);

        sticky = (await DiagnosticsFixture.ExamineAsync(other)).AssertState("instances.sticky", DiagnosticStates.Warning);
        Assert.Contains("3 of 4 circuits", sticky.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instance_that_stops_disappears_at_once()
    {
        var portal = await _portals.AnnounceAsync();
        var other = await _portals.AnnounceAsync();

        await other.Services.GetRequiredService<InstanceAnnouncer>().StopAsync(TestContext.Current.CancellationToken);

        Assert.Single((await DiagnosticsFixture.ExamineAsync(portal)).Of("instances").Evidence);
    }

    [Fact]
    public async Task Announcement_expires_and_contains_nothing_secret()
    {
        var portal = await _portals.AnnounceAsync(
            settings: "--ConnectionStrings:portal=Host=db;Database=portal;Username=portal;Password=database-secret");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_portals.Redis);
        var database = connection.GetDatabase();

        var key = $"obo:instance:{IdOf(portal)}";
        var text = (string?)await database.StringGetAsync(key);
        Assert.NotNull(JsonSerializer.Deserialize<InstanceEntry>(text!));
        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(
            (await database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromSeconds(1), InstanceDirectory.Validity);
    }

    [Fact]
    public async Task Redis_that_does_not_respond_fails_one_check_and_delays_nothing()
    {
        var portal = _portals.Build(settings: "--ConnectionStrings:redis=127.0.0.1:9");

        var report = await DiagnosticsFixture.ExamineAsync(portal);

        Assert.Equal("ConnectionStrings:redis", report.AssertState("redis", DiagnosticStates.Failed).Fix!.Setting);
        report.AssertState("instances", DiagnosticStates.NotReached);
        report.AssertState("redis.memory", DiagnosticStates.NotReached);
    }

    private static string IdOf(WebApplication portal) => portal.Services.GetRequiredService<ThisInstance>().Id;

    private static Task AnnounceAgainAsync(WebApplication portal) =>
        portal.Services.GetRequiredService<InstanceAnnouncer>().AnnounceAsync();
}
