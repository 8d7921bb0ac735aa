using Portal.Benchmarks.Scale;

namespace Portal.Tests.Scale;

/// <summary>The arithmetic of the sizing simulation.</summary>
public sealed class ScaleEstimateTests
{
    private static readonly ScaleScenario Million = new() { Users = 1_000_000 };

    [Fact]
    public void Each_sign_in_of_the_day_happens_once_and_the_wave_peaks_at_twice_its_average()
    {
        var day = new ScaleDay(Million with { WaveShare = 1 });

        Assert.Equal(400_000, day.SignIns.Sum(), 0.1);
        Assert.InRange(day.SignIns.Max(), 1.9 * 400_000 / 30, 2.1 * 400_000 / 30);
        Assert.All(day.SignIns.Take(60), count => Assert.Equal(0, count));
    }

    [Fact]
    public void Open_pages_grow_with_the_wave_up_to_the_active_users()
    {
        var open = new ScaleDay(Million).Open;

        Assert.Equal(0, open[0]);
        Assert.Equal(100_000, open.Max(), 0.1);
        Assert.Equal(open.Max(), open[^1]);
        Assert.Equal(open, open.Order());
    }

    [Fact]
    public void Tokens_are_renewed_once_in_their_lifetime_as_a_lower_and_longer_wave()
    {
        var day = new ScaleDay(Million);
        var firstWave = day.Renewals.Take(60 + 30 + 85).ToList();

        // 31 minutes of lifetimes follow 30 minutes of sign-ins. Those who signed in early already renew again.
        Assert.InRange(firstWave.Sum(), 95_000, 130_000);
        Assert.True(firstWave.Max() < day.SignIns.Max());
        Assert.All(day.Renewals.Take(60 + 55), count => Assert.Equal(0, count));
        Assert.Equal(100_000 / 70.0, day.Renewals.Skip(300).Average(), 100.0);
    }

    [Fact]
    public void Checks_are_the_requests_of_an_open_page_and_disappear_when_disabled()
    {
        var scenario = Million with { PagesPerUser = 1, Apis = 2 };

        var checks = new ScaleEstimate(scenario).AuthorityPerUserAndHour
            - new ScaleEstimate(scenario with { RevocationCheckSeconds = 0, AccessWatchSeconds = 0 }).AuthorityPerUserAndHour;

        Assert.Equal((80 * 1) + (80 * 2), checks, 0.001);
    }

    [Fact]
    public void What_is_needed_is_proportional_to_the_users()
    {
        var (one, ten) = (new ScaleEstimate(Million), new ScaleEstimate(Million with { Users = 10_000_000 }));

        Assert.Equal(10 * one.AuthorityAtPeak, ten.AuthorityAtPeak, 0.01);
        Assert.Equal(10 * one.RedisCommands, ten.RedisCommands, 0.01);
        Assert.Equal(10 * one.BusyCores, ten.BusyCores, 0.01);
        Assert.Equal(10 * one.AuditRowsPerYear, ten.AuditRowsPerYear, 0.01);
        Assert.Equal(one.RedisBytesPerUser, ten.RedisBytesPerUser, 0.01);
    }

    [Fact]
    public void One_instance_can_be_lost()
    {
        var estimate = new ScaleEstimate(Million);

        var remaining = (estimate.Instances - 1) * Million.CoresPerInstance;
        Assert.True(estimate.BusyCores < remaining);
        Assert.True(estimate.MemoryOfCircuits < (estimate.Instances - 1) * Million.GigabytesPerInstance * 1024 * 1024 * 1024);
        Assert.Equal(2, new ScaleEstimate(Million with { Users = 10 }).Instances);
    }

    [Fact]
    public void Groups_and_apis_make_the_entries_in_Redis_larger()
    {
        var small = new ScaleEstimate(Million with { Groups = 5 }).RedisBytesPerUser;

        Assert.True(new ScaleEstimate(Million with { Groups = 200 }).RedisBytesPerUser > small + (200 * 36 * 4));
        Assert.True(new ScaleEstimate(Million with { Apis = 3 }).RedisBytesPerUser > small + (6 * ScaleFigures.ExchangeBytes));
    }
}
