using Microsoft.Playwright;
using Portal.Tests.Instances;

namespace Portal.Tests.Support;

/// <summary>Which browser the tests use, and its start options.</summary>
public static class Chromium
{
    private const string PathVariable = "CHROMIUM_PATH";

    // The first one draws no window, and needs a third less CPU time.
    private static readonly string[] Names =
    [
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", // Containers run as root, where Chromium's sandbox cannot start; only our own pages are opened.
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        $"--ignore-certificate-errors-spki-list={ProxyCertificate.KeyHash}", // Trusts this key only.
    ];

    /// <summary>
    /// The browser named in the environment, otherwise the system's; null means the one that Playwright installs.
    /// </summary>
    public static string? FindExecutable() =>
        Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } chosen
            ? chosen
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);

    public static BrowserTypeLaunchOptions LaunchOptions() => new()
    {
        ExecutablePath = FindExecutable(),
        Args = Arguments,
        Headless = true,
    };
}
