using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>What <c>dotnet publish</c> makes of the files in the repository, in a folder of its own.</summary>
public sealed class PublishTests : IDisposable
{
    // Symbols contain the generated sources. The generators of logging and of Razor write them in another order, and with
    // the paths of the machine; the symbols' hash is part of the assembly.
    private const string WithoutSymbols = "-p:DebugType=none";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Sources => Path.Combine(_folder.Path, "sources");

    [Fact(Explicit = true)]
    public async Task WEB_25_published_portal_lists_every_package_with_its_version_and_hash()
    {
        await CopySourcesAsync();

        await PublishAsync("first");

        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "first", "bom.json"), Cancellation));
        var listed = bill.RootElement.GetProperty("components").EnumerateArray()
            .Where(component => component.TryGetProperty("hashes", out _))
            .Select(component => $"{component.GetProperty("name")} {component.GetProperty("version")}")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(await PublishedPackagesAsync("first"), package => Assert.Contains(package, listed));
        Assert.Contains(listed, package => package.StartsWith("Microsoft.Identity.Web ", StringComparison.Ordinal));
    }

    [Fact(Explicit = true)]
    public async Task WEB_25_same_sources_give_the_same_assemblies()
    {
        await CopySourcesAsync();
        await PublishAsync("first", WithoutSymbols);
        Directory.Move(Sources, Path.Combine(_folder.Path, "elsewhere"));
        await CopySourcesAsync();
        await PublishAsync("second", WithoutSymbols);

        var assemblies = Directory.GetFiles(Path.Combine(_folder.Path, "first"), "*.dll").Select(Path.GetFileName).ToList();

        Assert.Contains("Portal.dll", assemblies);
        Assert.All(assemblies, name => Assert.Equal(HashOf("first", name!), HashOf("second", name!)));
    }

    public void Dispose() => _folder.Dispose();

    private string HashOf(string folder, string name) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder.Path, folder, name))));

    // Without what git ignores, so that nothing built before is used again.
    private async Task CopySourcesAsync()
    {
        var files = await RunAsync("git", Repository, "ls-files", "--cached", "--others", "--exclude-standard");
        foreach (var file in files.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var copy = Path.Combine(Sources, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository, file), copy);
        }
    }

    private Task<string> PublishAsync(string folder, params string[] options) => RunAsync(
        "dotnet",
        Sources,
        ["publish", "Portal", "-c", "Release", "-o", Path.Combine(_folder.Path, folder), "-p:RunAnalyzers=false", .. options]);

    private async Task<IEnumerable<string>> PublishedPackagesAsync(string folder)
    {
        var path = Path.Combine(_folder.Path, folder, "Portal.deps.json");
        using var dependencies = JsonDocument.Parse(await File.ReadAllTextAsync(path, Cancellation));
        return [.. dependencies.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Replace('/', ' '))];
    }

    private static string Repository => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string path = "") => path;

    private static async Task<string> RunAsync(string command, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
