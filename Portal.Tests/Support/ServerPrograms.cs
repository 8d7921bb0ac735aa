using System.Net;
using System.Net.Sockets;

namespace Portal.Tests.Support;

/// <summary>Programs from the system's packages that some tests start. Tests that need a missing one are skipped.</summary>
internal static class ServerPrograms
{
    // Servers are often not on the path of users.
    private static readonly string[] Folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/usr/sbin",
        "/usr/local/sbin",
    ];

    public static string? Find(string name) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>For servers that cannot choose a port themselves.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
