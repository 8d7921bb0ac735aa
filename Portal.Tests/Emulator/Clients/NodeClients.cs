using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Portal.Tests.Rules;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Clients;

/// <summary>A folder with the client libraries from npm and this folder's scripts that use them.</summary>
public sealed class NodeClients : IAsyncLifetime
{
    private static readonly string[] Packages = ["@azure/msal-node@7.2.1", "openid-client@6.8.9"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Why the scripts cannot run; null when they can.</summary>
    public string? Unavailable { get; private set; }

    public async ValueTask InitializeAsync()
    {
        foreach (var file in SourceFile.ReadAll("Portal.Tests/Emulator/Clients", ".mjs"))
            await File.WriteAllTextAsync(Path.Combine(_folder.Path, Path.GetFileName(file.Path)), file.Text);

        try
        {
            var (code, _, errors) = await RunAsync(
                "npm", ["install", "--no-audit", "--no-fund", "--no-save", .. Packages]);
            if (code != 0)
            {
                var lines = errors.Split('\n');
                var error = lines.FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal));
                Unavailable = $"npm cannot install the clients: {error}";
            }
        }
        catch (Win32Exception)
        {
            Unavailable = "node or npm is not installed.";
        }
        catch (OperationCanceledException)
        {
            Unavailable = "npm timed out. Its registry cannot be reached.";
        }
    }

    /// <summary>The last line that the script printed.</summary>
    public async Task<JsonElement> RunAsync(string programme, IReadOnlyDictionary<string, string> environment)
    {
        var (code, output, errors) = await RunAsync("node", [programme], environment);
        Assert.True(code == 0, $"{programme} ended with {code}: {errors}");
        return JsonDocument.Parse(output).RootElement;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(
        string command, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // On Windows npm is a script, which only the shell finds.
        var start = OperatingSystem.IsWindows() && command == "npm"
            ? new ProcessStartInfo("cmd", ["/c", "npm", .. arguments])
            : new ProcessStartInfo(command, arguments);
        start.WorkingDirectory = _folder.Path;
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
