using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Exports;
using Portal.Hosting.Telemetry;
using Portal.Metrics;
using Portal.Redis;

namespace Portal.Tests.Hosting.Telemetry;

/// <summary>The instruments of every meter that the portal exports, as this process has created them.</summary>
internal static class Instruments
{
    // Its instruments exist once there is a data source.
    private static readonly string[] Undocumented = ["Npgsql"];

    /// <summary>In the order of their meters and names; call it after the portal was used.</summary>
    public static IReadOnlyList<Instrument> All()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                lock (found)
                    found.Add(instrument);
            },
        };
        listener.Start();
        string[] meters = [.. TelemetryRegistration.Meters.Except(Undocumented), "System.Runtime"];
        lock (found)
        {
            return
            [
                .. found.Where(i => meters.Contains(i.Meter.Name))
                    .DistinctBy(i => (i.Meter.Name, i.Name))
                    .OrderBy(i => Array.IndexOf(meters, i.Meter.Name))
                    .ThenBy(i => i.Name, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Creates the instruments of a portal with Redis; they exist until the result is disposed.</summary>
    public static async Task<ServiceProvider> CreateOwnAsync()
    {
        var services = new ServiceCollection()
            .AddMetrics()
            .AddSingleton<PortalMetrics>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<RunningExports>()
            .AddSingleton(_ => RedisConnection.Open("127.0.0.1:9", TimeProvider.System, NullLogger.Instance))
            .AddSingleton<StateMetrics>()
            .BuildServiceProvider();
        await services.GetRequiredService<StateMetrics>().StartAsync(TestContext.Current.CancellationToken);
        return services;
    }

    /// <summary>The names of the series that a Prometheus exporter makes of the instrument.</summary>
    public static IEnumerable<string> PrometheusSeries(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "ms" => "_milliseconds",
            _ => "",
        };
        var name = instrument.Name.Replace('.', '_');
        if (!name.EndsWith(unit, StringComparison.Ordinal))
            name += unit;

        return KindOf(instrument) switch
        {
            "counter" => [$"{name}_total"],
            "histogram" => [$"{name}_bucket", $"{name}_count", $"{name}_sum"],
            _ => [name],
        };
    }

    public static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "UpDownCounter" or "ObservableUpDownCounter" => "up-down counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };
}
