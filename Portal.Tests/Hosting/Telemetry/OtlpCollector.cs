using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Portal.Tests.OtherApis;

namespace Portal.Tests.Hosting.Telemetry;

/// <summary>
/// Takes what an OTLP exporter sends over http/protobuf, and decodes the parts that tests read. The numbers are those of
/// the fields in opentelemetry-proto.
/// </summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    // Gauge, sum, histogram: each has its points in field 1, and their attributes in field 7 or 9.
    private static readonly int[] PointFields = [5, 7, 9];

    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private StubHost _host = null!;

    public string Address => _host.Address.TrimEnd('/');

    public ConcurrentQueue<OtlpPoint> Points { get; } = new();

    public ConcurrentQueue<OtlpRecord> Spans { get; } = new();

    public ConcurrentQueue<OtlpRecord> Logs { get; } = new();

    public ConcurrentDictionary<string, string> Resource { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything received, to search for what must not be in it.</summary>
    public string Received => string.Concat(_bodies.Select(Encoding.UTF8.GetString));

    public static async Task<OtlpCollector> StartAsync(CancellationToken cancellationToken)
    {
        var collector = new OtlpCollector();
        collector._host = await StubHost.StartAsync(
            app =>
            {
                app.MapPost("/v1/metrics", request => collector.ReadAsync(request, collector.AddMetrics));
                app.MapPost("/v1/traces", request => collector.ReadAsync(request, collector.AddSpans));
                app.MapPost("/v1/logs", request => collector.ReadAsync(request, collector.AddLogs));
            },
            cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task ReadAsync(HttpContext context, Action<ProtobufMessage> add)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _bodies.Enqueue(body.ToArray());
        foreach (var signal in new ProtobufMessage(body.ToArray()).All(1))
        {
            foreach (var (name, value) in signal.All(1).SelectMany(resource => Attributes(resource, 1)))
                Resource[name] = value;
            add(signal);
        }
    }

    private void AddMetrics(ProtobufMessage resource)
    {
        foreach (var scope in resource.All(2))
        {
            var meter = scope.All(1).Single().Text(1);
            foreach (var metric in scope.All(2))
            {
                var data = PointFields.SelectMany(kind => metric.All(kind).SelectMany(d => d.All(1)).Select(p => (kind, p)));
                foreach (var (kind, point) in data)
                {
                    var value = kind == 9 ? point.Integer(4) : point.Has(6) ? point.Integer(6) : point.Double(4);
                    Points.Enqueue(new(meter, metric.Text(1), value, Attributes(point, kind == 9 ? 9 : 7)));
                }
            }
        }
    }

    private void AddSpans(ProtobufMessage resource)
    {
        foreach (var scope in resource.All(2))
        {
            foreach (var span in scope.All(2))
                Spans.Enqueue(new(scope.All(1).Single().Text(1), span.Text(5), Attributes(span, 9)));
        }
    }

    private void AddLogs(ProtobufMessage resource)
    {
        foreach (var scope in resource.All(2))
        {
            foreach (var record in scope.All(2))
                Logs.Enqueue(new(scope.All(1).Single().Text(1), record.All(5).Single().Text(1), Attributes(record, 6)));
        }
    }

    private static Dictionary<string, string> Attributes(ProtobufMessage owner, int number) => owner.All(number)
        .ToDictionary(pair => pair.Text(1), pair => pair.All(2).Select(Value).FirstOrDefault() ?? "", StringComparer.Ordinal);

    private static string Value(ProtobufMessage any) =>
        any.Has(1) ? any.Text(1) : any.Integer(any.Has(3) ? 3 : 2).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A value of a metric; of a histogram, the number of its values.</summary>
internal sealed record OtlpPoint(string Meter, string Name, double Value, IReadOnlyDictionary<string, string> Attributes);

/// <summary>A span with its name, or a log record with its text.</summary>
/// <param name="Source">The activity source, or the category of the log.</param>
internal sealed record OtlpRecord(string Source, string Text, IReadOnlyDictionary<string, string> Attributes);
