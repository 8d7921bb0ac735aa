using System.Diagnostics;
using System.Globalization;

namespace Portal.Benchmarks.Servers;

/// <summary>
/// The CPU time of a process. Linux reports it for a process in steps of 10 ms, too coarse for a round of a second, and
/// for each thread in nanoseconds; so it is the sum of the threads there.
/// </summary>
internal sealed class CpuClock(Process process)
{
    private readonly string _threads = $"/proc/{process.Id}/task";
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private long _nanoseconds;

    /// <summary>What all threads have used, in user and kernel mode.</summary>
    public TimeSpan Read()
    {
        if (!File.Exists($"/proc/{process.Id}/schedstat"))
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }

        // A thread's file vanishes with it, so what each thread has added since the last time is summed up.
        foreach (var thread in Directory.EnumerateDirectories(_threads))
        {
            var used = ReadThread(thread);
            var before = _seen.GetValueOrDefault(thread);
            _nanoseconds += used >= before ? used - before : used;
            _seen[thread] = used;
        }

        return TimeSpan.FromMicroseconds(_nanoseconds / 1000.0);
    }

    private long ReadThread(string thread)
    {
        try
        {
            var text = File.ReadAllText($"{thread}/schedstat");
            return long.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return _seen.GetValueOrDefault(thread); // It ended meanwhile.
        }
    }
}
