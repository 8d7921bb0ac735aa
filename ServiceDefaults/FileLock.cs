namespace ServiceDefaults;

/// <summary>Keeps other processes, and other hosts in this one, out of a section of code.</summary>
internal static class FileLock
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);
    private const int Attempts = 500;

    /// <summary>
    /// Waits up to ten seconds for the lock. Disposing the stream releases it, and so does the end of the process.
    /// </summary>
    /// <exception cref="IOException">Another process or host held the lock all that time.</exception>
    public static FileStream Acquire(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate));
            }
            catch (IOException) when (attempt < Attempts)
            {
                // The operating system has no event for a released file.
                Thread.Sleep(RetryInterval);
            }
        }
    }
}
