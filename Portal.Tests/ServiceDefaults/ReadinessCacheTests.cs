using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

public sealed class ReadinessCacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CountedChecks _checks = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly Readiness _readiness;

    public ReadinessCacheTests() => _readiness = new Readiness(_checks, _lifetime, _time);

    public void Dispose() => _readiness.Dispose();

    [Fact]
    public async Task FLT_14_many_probes_run_the_checks_once_in_five_seconds()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => GetAsync()));
        Assert.Equal(1, _checks.Count);

        _time.Advance(TimeSpan.FromSeconds(5));
        await GetAsync();

        Assert.All(statuses, status => Assert.Equal(HealthStatus.Healthy, status));
        Assert.Equal(2, _checks.Count);
    }

    [Fact]
    public async Task FLT_14_a_recovery_is_noticed_within_a_second()
    {
        _checks.Status = HealthStatus.Unhealthy;
        Assert.Equal(HealthStatus.Unhealthy, await GetAsync());

        _checks.Status = HealthStatus.Degraded;
        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal(HealthStatus.Degraded, await GetAsync());
    }

    [Fact]
    public async Task FLT_25_an_app_that_stops_is_not_ready()
    {
        Assert.Equal(HealthStatus.Healthy, await GetAsync());

        _lifetime.StopApplication();

        Assert.Equal(HealthStatus.Unhealthy, await GetAsync());
    }

    private Task<HealthStatus> GetAsync() => _readiness.GetAsync(TestContext.Current.CancellationToken);

    private sealed class CountedChecks : HealthCheckService
    {
        private int _count;

        public int Count => _count;

        public HealthStatus Status { get; set; } = HealthStatus.Healthy;

        public override Task<HealthReport> CheckHealthAsync(
            Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return Task.FromResult(new HealthReport(new Dictionary<string, HealthReportEntry>(), Status, TimeSpan.Zero));
        }
    }
}
