using System.Globalization;
using Portal.Redis;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether Redis responds, and how fast: each page load reads the session from it.</summary>
internal sealed class RedisCheck(RedisConnection redis) : DiagnosticCheck(Name, SetupGroups.Instances, "Redis")
{
    public const string Name = "redis";

    public const string Setting = "ConnectionStrings:redis";

    private const int Pings = 9;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < Pings; i++)
        {
            var (succeeded, time) = await redis.TryUseAsync(database => database.PingAsync());
            if (!succeeded)
                return Unreachable().With("Servers", Servers());

            times.Add(time);
        }

        times.Sort();
        var median = times[Pings / 2];
        return (median <= Slow
            ? DiagnosticResult.Passed($"Redis responds in {Text(median)}.")
            : DiagnosticResult
                .Warning($"Redis responds in {Text(median)}. Every page load waits for it several times.")
                .WithFix("Run Redis in the same region and network as the portal.", Setting))
            .With("Servers", Servers())
            .With("Fastest, slowest response", $"{Text(times[0])}, {Text(times[^1])}");
    }

    private static DiagnosticResult Unreachable() => DiagnosticResult
        .Failed("Redis does not respond. This instance works with what it has in memory; what the others write reaches it "
            + "when Redis responds again.")
        .WithFix("Start Redis, or correct its address, port and password. The portal connects without a restart.", Setting);

    // The addresses only: the connection string can contain a password.
    private string Servers() => string.Join(", ", redis.Multiplexer.GetEndPoints().Select(RedisServers.NameOf));

    private static string Text(TimeSpan time) => time.TotalMilliseconds < 1
        ? "less than 1 ms"
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
