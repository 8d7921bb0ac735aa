using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>
/// The container image, with a stub for its base image: what it contains, and the portal from it in Production, as a user who
/// may write to the data directory only.
/// </summary>
public sealed class ContainerTests : IDisposable
{
    private const string User = "1654";

    // Started by root. The folders for temporary files and of the user do not exist, so that nothing can be written there.
    private const string AsUser = $"exec setpriv --reuid={User} --regid={User} --clear-groups --no-new-privs \"$@\"";
    private static readonly string[] Elsewhere = ["TMPDIR=/nowhere", "HOME=/nowhere", "DOTNET_EnableDiagnostics=0"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string App => Path.Combine(_folder.Path, "image", "app");

    [Fact(Explicit = true)]
    public async Task Image_runs_without_root_and_writes_to_its_data_directory_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can start a process as another user.");
        using var image = await PublishAsync();
        AssertConfiguration(image.RootElement.GetProperty("config"));
        var data = Directory.CreateDirectory(Path.Combine(_folder.Path, "data")).FullName;
        await RunAsync("chmod", "755", _folder.Path);
        await RunAsync("chown", $"{User}:{User}", data);

        await AssertRefusedWithoutSettingsAsync(data);
        var code = await RunPortalAsync(data);

        Assert.Equal(0, code);
        Assert.Empty(await RunAsync("find", Path.Combine(_folder.Path, "image"), "-newer", Path.Combine(_folder.Path, "started")));
        Assert.NotEmpty(Directory.GetFiles(data, "*", SearchOption.AllDirectories));
    }

    [Fact(Explicit = true)]
    public async Task Health_command_says_by_its_exit_code_whether_the_portal_is_ready()
    {
        await using var authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        await using var portal = await PortalProcess.StartAsync(
            AppContext.BaseDirectory,
            [.. ApiFixture.Settings(authority, _folder), "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"],
            Cancellation);
        using var ready = await portal.Http.GetAsync(new Uri("health/ready", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(0, await CheckHealthAsync(AppContext.BaseDirectory, portal.Address));
        Assert.Equal(1, await CheckHealthAsync(AppContext.BaseDirectory, new Uri("http://127.0.0.1:9")));
    }

    public void Dispose() => _folder.Dispose();

    // Returns the configuration of the image, whose files are in the folder "image".
    private async Task<JsonDocument> PublishAsync()
    {
        await using var registry = await StubRegistry.StartAsync(Cancellation);
        var archive = Path.Combine(_folder.Path, "portal.tar");
        await RunAsync(
            "env", $"DOTNET_CONTAINER_INSECURE_REGISTRIES={registry.Name}", "MSBUILDDISABLENODEREUSE=1",
            "dotnet", "publish", Path.Combine(Repository(), "Portal"), "-c", "Release", "-t:PublishContainer",
            "-p:RunAnalyzers=false", $"-p:ContainerBaseImage={registry.Name}/{StubRegistry.Image}",
            $"-p:ContainerArchiveOutputPath={archive}");
        await using var content = File.OpenRead(archive);
        var files = await ExtractAsync(content, "archive");
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(files, "manifest.json"), Cancellation));
        var image = manifest.RootElement.EnumerateArray().Single();
        foreach (var layer in image.GetProperty("Layers").EnumerateArray())
        {
            await using var compressed = File.OpenRead(Path.Combine(files, layer.GetString()!));
            await using var entries = new GZipStream(compressed, CompressionMode.Decompress);
            await ExtractAsync(entries, "image");
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "started"), "", Cancellation);
        return JsonDocument.Parse(
            await File.ReadAllBytesAsync(Path.Combine(files, image.GetProperty("Config").GetString()!), Cancellation));
    }

    private async Task<string> ExtractAsync(Stream archive, string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder.Path, folder)).FullName;
        await TarFile.ExtractToDirectoryAsync(archive, target, overwriteFiles: true, Cancellation);
        return target;
    }

    private void AssertConfiguration(JsonElement config)
    {
        var environment = config.GetProperty("Env").EnumerateArray().Select(v => v.GetString()).ToList();
        string[] start = [.. Texts("Entrypoint"), .. Texts("Cmd")];

        Assert.Equal(User, config.GetProperty("User").GetString());
        Assert.Equal(["8080/tcp"], config.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name));
        Assert.Equal(["dotnet", "/app/Portal.dll"], start);
        Assert.Subset(
            environment.ToHashSet(),
            new HashSet<string?> { "Portal__Urls=http://+:8080", "DataDirectory=/data", "DOTNET_EnableDiagnostics=0" });
        Assert.True(File.Exists(Path.Combine(App, "Portal.dll")));

        IEnumerable<string> Texts(string name) =>
            config.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(text => text.GetString()!) : [];
    }

    private async Task AssertRefusedWithoutSettingsAsync(string data)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync($"--DataDirectory={data}"));

        Assert.Contains("Portal cannot start:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AzureAd:Instance", failure.Message, StringComparison.Ordinal);
    }

    // The authority does not exist: the portal starts, and is not ready.
    private async Task<int> RunPortalAsync(string data)
    {
        await using var portal = await StartAsync(
            $"--DataDirectory={data}",
            "--Portal:Urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            "--AzureAd:Instance=https://authority.invalid/",
            "--AzureAd:TenantId=aaaaaaaa-0000-4000-8000-000000000001",
            "--Portal:AzureAd:ClientId=aaaaaaaa-0000-4000-8000-0000000000c1",
            "--Portal:AzureAd:ClientCredentials:0:ClientSecret=of-the-test",
            "--Portal:DownstreamApis:AppB:BaseUrl=https://appb.invalid/",
            "--Portal:DownstreamApis:AppB:Scopes:0=aaaaaaaa-0000-4000-8000-0000000000d1/access_as_user");
        using var live = await portal.Http.GetAsync(new Uri("health/live", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(1, await CheckHealthAsync(App, portal.Address));
        portal.Terminate();
        return await portal.WaitForExitAsync(Cancellation);
    }

    private Task<PortalProcess> StartAsync(params string[] settings) =>
        PortalProcess.StartAsync(App, ["--environment=Production", .. settings], Cancellation, AsUser, Elsewhere);

    private static async Task<int> CheckHealthAsync(string app, Uri portal)
    {
        using var process = Process.Start("dotnet", [Path.Combine(app, "Portal.dll"), $"--check-health={portal}"]);
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }

    private static async Task<string> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, output);
        return output;
    }

    private static string Repository([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
