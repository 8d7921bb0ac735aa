using System.Diagnostics;

namespace Portal.Benchmarks.Servers;

/// <summary>Reads what a process writes, so that it never waits for a reader, and keeps the last lines.</summary>
internal sealed class ProcessOutput
{
    private const int MaxLines = 40;

    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource<string?> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="mark">What precedes the address in the line that says where the process listens.</param>
    public ProcessOutput(Process process, string mark)
    {
        process.OutputDataReceived += (_, e) => Receive(e.Data, mark);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The address it listens on; null if it ended without one.</summary>
    public Task<string?> Listening => _listening.Task;

    public string Text
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    private void Receive(string? line, string mark)
    {
        if (line is null)
            _listening.TrySetResult(null);
        else if (line.StartsWith(mark, StringComparison.Ordinal))
            _listening.TrySetResult(line[mark.Length..]);
        else
            Keep(line);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;

        lock (_lines)
        {
            if (_lines.Count == MaxLines)
                _ = _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }
}
