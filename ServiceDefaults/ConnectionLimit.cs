using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ServiceDefaults;

/// <summary>
/// Accepts no more connections than there are file descriptors for. Without this limit, Kestrel would try to accept the next
/// connection again and again, the process could open no file and call no other app, and clients would wait in vain.
/// </summary>
internal static class ConnectionLimit
{
    // .NET keeps two open for each assembly, of which the portal has more than 200.
    private const int Least = 640;
    private const int Recommended = 4096;

    // For databases, for calls of other apps, and for assemblies that are loaded later.
    private const int Reserve = 400;
    private const int FewestConnections = 16;

    private const string Name = "Max open files";
    private const string Limits = "/proc/self/limits";
    private const string Open = "/proc/self/fd";

    /// <summary>Stops the start where there are too few descriptors to load the app's assemblies.</summary>
    public static void RequireLeast()
    {
        if (Current() is < Least and var limit)
        {
            throw new InvalidOperationException(
                $"The process may open {limit} files (ulimit -n). .NET alone needs several hundred: allow {Recommended} or more.");
        }
    }

    public static void Apply(KestrelServerLimits limits)
    {
        if (Current() is { } most)
            limits.MaxConcurrentConnections = Connections(most, Directory.EnumerateFileSystemEntries(Open).Count());
    }

    internal static long Connections(long descriptors, int open) => Math.Max(FewestConnections, descriptors - open - Reserve);

    /// <summary>The soft limit in the lines of <c>/proc/self/limits</c>; null if there is none.</summary>
    internal static long? DescriptorLimit(IEnumerable<string> lines)
    {
        var line = lines.FirstOrDefault(l => l.StartsWith(Name, StringComparison.Ordinal));
        var values = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return values is [{ } soft, ..] && long.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }

    private static long? Current() => OperatingSystem.IsLinux() ? DescriptorLimit(File.ReadLines(Limits)) : null;
}
