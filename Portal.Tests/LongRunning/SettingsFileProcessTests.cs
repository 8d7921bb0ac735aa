using System.Net;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>A running portal whose real settings file is moved away, truncated and overwritten.</summary>
public sealed class SettingsFileProcessTests
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);

    [Fact(Explicit = true)]
    public async Task CFG_22_host_names_stay_protected_whatever_happens_to_the_settings_file()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var program = new TemporaryFolder();
        CopyProgram(program.Path);
        var file = Path.Combine(program.Path, "appsettings.json");
        await using var authority = await TestAuthority.StartAsync(folder.Path, cancellation);
        await using var portal = await PortalProcess.StartAsync(
            program.Path,
            [.. ApiFixture.Settings(authority, folder), "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"],
            cancellation);
        await AssertProtectedAsync(portal);

        File.Move(file, $"{file}.away");
        await AssertProtectedAsync(portal);
        foreach (var content in (string[])["", "{", """{"Portal":{"AllowedHosts":"*"},"AllowedHosts":"*"}"""])
        {
            await File.WriteAllTextAsync(file, content, cancellation);
            await AssertProtectedAsync(portal);
        }
    }

    // Repeated for longer than a change of a file takes to be noticed.
    private static async Task AssertProtectedAsync(PortalProcess portal)
    {
        using var over = new CancellationTokenSource(Watched);
        while (!over.IsCancellationRequested)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(portal, "evil.test"));
            Assert.Equal(HttpStatusCode.OK, await GetAsync(portal, "localhost"));
        }
    }

    private static async Task<HttpStatusCode> GetAsync(PortalProcess portal, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "health/live");
        request.Headers.Host = host;
        using var response = await portal.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    // Links, except for the files by which .NET finds the folder of the program.
    private static void CopyProgram(string folder)
    {
        string[] copied = ["Portal.dll", "Portal.deps.json", "Portal.runtimeconfig.json", "appsettings.json"];
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            var target = Path.Combine(folder, Path.GetFileName(path));
            if (copied.Contains(Path.GetFileName(path)))
                File.Copy(path, target);
            else
                File.CreateSymbolicLink(target, path);
        }

        foreach (var path in Directory.EnumerateDirectories(AppContext.BaseDirectory))
            Directory.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(path)), path);
    }
}
