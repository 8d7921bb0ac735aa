using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Portal.Tests.Rules;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>What a browser loads on its first visit besides the page itself, and what it keeps.</summary>
public sealed partial class StaticAssetTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    private const int MaxFirstLoadBytes = 93_000;

    [Fact]
    public async Task First_load_is_small()
    {
        var bytes = 0;
        foreach (var asset in await AssetsAsync())
            bytes += Compressed(await portal.Client.GetByteArrayAsync(asset, TestContext.Current.CancellationToken));

        Assert.InRange(bytes, MaxFirstLoadBytes / 2, MaxFirstLoadBytes);
    }

    [Fact]
    public async Task Scripts_and_styles_are_kept_forever()
    {
        // Without this setting, browsers check every asset again in Development.
        using var folder = new TemporaryFolder();
        await using var app = Program.Build(
            [.. ApiFixture.Settings(portal.Authority, folder), "--EnableStaticAssetsDevelopmentCaching=true"],
            builder => builder.Logging.ClearProviders());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        foreach (var asset in await AssetsAsync())
        {
            using var response = await client.GetAsync(asset, TestContext.Current.CancellationToken);

            Assert.True(response.IsSuccessStatusCode, asset);
            Assert.Contains("immutable", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>After an update of MudBlazor, or for another of its components: copy what this test writes.</summary>
    [Fact]
    public async Task Styles_of_MudBlazor_are_those_that_the_pages_use()
    {
        var all = await portal.Client.GetStringAsync(
            "/_content/MudBlazor/MudBlazor.min.css", TestContext.Current.CancellationToken);
        var used = new StyleSubset().Of(all);
        var current = SourceFile.ReadAll("Portal/wwwroot", "mudblazor.css") is [var file, ..] ? file.Text : "";

        var written = Path.Combine(AppContext.BaseDirectory, "mudblazor.css");
        var header = "/* The rules of MudBlazor (MIT license) that the pages use. Written by StaticAssetTests. */\n";
        await File.WriteAllTextAsync(written, header + used, TestContext.Current.CancellationToken);

        Assert.True(current.ReplaceLineEndings("\n") == header + used, $"Copy {written} to Portal/wwwroot.");
    }

    private async Task<IReadOnlyList<string>> AssetsAsync()
    {
        using var response = await portal.SendWithSessionAsync(HttpMethod.Get, "/tokens");
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. Asset().Matches(html).Select(match => match.Groups["address"].Value)];
    }

    // As publishing compresses it: Brotli at its highest level.
    private static int Compressed(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(content);
        return (int)compressed.Length;
    }

    [GeneratedRegex(
        """<(?:script[^>]* src|link rel="stylesheet" href)="(?<address>[^"]+)"[^>]*>""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asset();
}
