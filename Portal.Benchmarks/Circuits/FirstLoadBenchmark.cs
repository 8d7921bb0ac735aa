using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Circuits;

/// <summary>
/// G10: the scripts and styles that a browser loads with the data page, without its HTML. They are compressed here as
/// publishing compresses them, because a build output contains gzip only.
/// </summary>
internal sealed partial class FirstLoadBenchmark : IBenchmark
{
    private const double Kilobyte = 1000;

    public string Name => "first-load";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var stack = await PortalStack.StartAsync(options, cancellationToken);
        var html = await stack.Browser.GetAsync(PortalStack.DataPage, cancellationToken);
        using var http = new HttpClient { BaseAddress = stack.Portal.Address };
        var (first, repeated) = (0L, 0L);
        foreach (var asset in Asset().Matches(html).Select(match => match.Groups["address"].Value))
        {
            using var response = await http.GetAsync(asset, cancellationToken);
            first += Compressed(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken));
            repeated += await RepeatedAsync(http, asset, response, cancellationToken);
        }

        return
        [
            Row("first load, scripts and styles, brotli", first, Limit.AtMost(110)),
            Row("repeat visit, scripts and styles", repeated, Limit.AtMost(1)),
        ];
    }

    // An immutable asset is not requested again, and an unchanged one not sent again.
    private static async Task<long> RepeatedAsync(
        HttpClient http, string asset, HttpResponseMessage first, CancellationToken cancellationToken)
    {
        if (first.Headers.CacheControl?.ToString().Contains("immutable", StringComparison.Ordinal) is true)
            return 0;

        using var request = new HttpRequestMessage(HttpMethod.Get, asset);
        if (first.Headers.ETag is { } tag)
            request.Headers.IfNoneMatch.Add(tag);
        using var again = await http.SendAsync(request, cancellationToken);
        return again.StatusCode == HttpStatusCode.NotModified
            ? 0
            : Compressed(await again.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private static long Compressed(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(content);
        return compressed.Length;
    }

    private static Measurement Row(string metric, long bytes, Limit limit) => new()
    {
        Goal = "G10",
        Metric = metric,
        Unit = "KB",
        Ours = Sample.Exact(bytes / Kilobyte),
        Ratio = bytes / Kilobyte,
        Limit = limit,
    };

    [GeneratedRegex("""<(?:script[^>]* src|link rel="stylesheet" href)="(?<address>[^"]+)"[^>]*>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asset();
}
