using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Portal.Tests.OtherApis;

namespace Portal.Tests.LongRunning;

/// <summary>A container registry with one base image, whose only layer is empty.</summary>
internal sealed class StubRegistry : IAsyncDisposable
{
    public const string Image = "dotnet/aspnet:stub";

    private const string Docker = "application/vnd.docker.";

    private readonly StubHost _host;

    private StubRegistry(StubHost host) => _host = host;

    /// <summary>Host and port.</summary>
    public string Name => $"localhost:{new Uri(_host.Address).Port}";

    public static async Task<StubRegistry> StartAsync(CancellationToken cancellationToken)
    {
        var files = new byte[10240]; // a tar archive without entries
        var layer = Compress(files);
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Env = (string[])["PATH=/usr/bin:/bin"] },
            rootfs = new { type = "layers", diff_ids = (string[])[Digest(files)] },
            history = (object[])[new { created = "2026-01-01T00:00:00Z" }],
        });
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = $"{Docker}distribution.manifest.v2+json",
            config = new { mediaType = $"{Docker}container.image.v1+json", size = config.Length, digest = Digest(config) },
            layers = (object[])[new { mediaType = $"{Docker}image.rootfs.diff.tar.gzip", size = layer.Length, digest = Digest(layer) }],
        });
        var blobs = new[] { config, layer }.ToDictionary(Digest);
        return new StubRegistry(await StubHost.StartAsync(
            app =>
            {
                app.MapGet("/v2/", () => Results.Json(new { }));
                app.MapMethods("/v2/dotnet/aspnet/manifests/{reference}", ["GET", "HEAD"], (HttpResponse response) =>
                {
                    response.Headers["Docker-Content-Digest"] = Digest(manifest);
                    return Results.Bytes(manifest, $"{Docker}distribution.manifest.v2+json");
                });
                app.MapMethods("/v2/dotnet/aspnet/blobs/{digest}", ["GET", "HEAD"], (string digest) => Results.Bytes(blobs[digest]));
            },
            cancellationToken));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
