using System.Globalization;
using Portal.Redis;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether Redis responds, and how fast: each page load reads the session from it.</summary>
internal sealed class RedisCheck(RedisConnection redis) : DiagnosticCheck(Name, SetupGroups.Instances, "Redis")
{
    public const string Name = "redis";

    public const string Setting = RedisRegistration.Setting;

    private const int Pings = 9;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < Pings; i++)
        {
            try
            {
                times.Add(await redis.UseAsync(database => database.PingAsync()));
            }
            catch (RedisUnavailableException unavailable)
            {
                return Unreachable(unavailable.Fault).With("Servers", redis.Address);
            }
        }

        times.Sort();
        var median = times[Pings / 2];
        return (median <= Slow
            ? DiagnosticResult.Passed($"Redis responds in {Text(median)}.")
            : DiagnosticResult
                .Warning($"Redis responds in {Text(median)}. Every page load waits for it several times.")
                .WithFix("Run Redis in the same region and network as the portal.", Setting))
            .With("Servers", redis.Address)
            .With("Fastest, slowest response", $"{Text(times[0])}, {Text(times[^1])}");
    }

    private static DiagnosticResult Unreachable(RedisFault fault) => DiagnosticResult
        .Failed($"It cannot be used. {fault.Cause} This instance works with what it has in memory; what the others write "
            + "reaches it when Redis can be used again.")
        .WithFix($"{fault.Fix} The portal connects without a restart.", Setting);

    private static string Text(TimeSpan time) => time.TotalMilliseconds < 1
        ? "less than 1 ms"
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
