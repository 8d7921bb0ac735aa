using System.Net;

namespace Entra.Emulator.Hosting;

/// <summary>
/// The emulator signs anyone in without a password, so it starts only in three named environments and only on loopback
/// addresses.
/// </summary>
internal static class StartGuard
{
    private const string EndpointsSection = "Kestrel:Endpoints";

    // Compared exactly: a similar name may be someone's production environment.
    private static readonly string[] Environments = ["Development", "Test", "Demo"];

    /// <exception cref="StartRefusedException">The environment or an address is not allowed.</exception>
    public static void Check(WebApplicationBuilder builder)
    {
        var environment = builder.Environment.EnvironmentName;
        if (!Environments.Contains(environment, StringComparer.Ordinal))
        {
            throw new StartRefusedException(
                $"The environment is \"{environment}\". Entra.Emulator signs anyone in without a password and starts only "
                + $"with ASPNETCORE_ENVIRONMENT set to {string.Join(", ", Environments)}.");
        }

        if (builder.Configuration.GetSection(EndpointsSection).GetChildren().Any())
        {
            throw new StartRefusedException(
                $"{EndpointsSection} is set. Entra.Emulator listens on this machine only: "
                + $"use {nameof(EmulatorOptions.BrowserUrl)} and {nameof(EmulatorOptions.BackChannelUrl)}.");
        }

        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "";
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsThisMachine(url))
            {
                throw new StartRefusedException(
                    $"{WebHostDefaults.ServerUrlsKey} names {url}. Entra.Emulator listens on this machine only.");
            }
        }
    }

    public static bool IsThisMachine(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && IsThisMachine(parsed);

    /// <summary><c>localhost</c>, <c>127.0.0.1</c> or <c>[::1]</c>; Uri.IsLoopback would also take file and unix paths.</summary>
    public static bool IsThisMachine(Uri url) =>
        url.Scheme is "http" or "https"
        && (url.Host == "localhost" || (IPAddress.TryParse(url.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip)));
}

/// <summary>Stops startup. The message says what to change.</summary>
public sealed class StartRefusedException : InvalidOperationException
{
    public StartRefusedException()
    {
    }

    public StartRefusedException(string message)
        : base(message)
    {
    }

    public StartRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
