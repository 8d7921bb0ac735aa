using System.Security.Cryptography;
using System.Text;
using ServiceDefaults;

namespace Portal.Auth.Storage;

/// <summary>
/// Keys whose entries were removed while the cache file could not be written. They are kept in a file of constant size,
/// which can be overwritten on a full disk, so that a sign-out is also applied if the portal stops before the cache
/// file can be written again. The file contains hashes of the keys.
/// </summary>
internal sealed class PendingRemovals(string path)
{
    private const int MaxCount = 2048;
    private static readonly byte[] Everything = [.. Enumerable.Repeat((byte)0xFF, SHA256.HashSizeInBytes)];

    /// <summary>Allocates the file, or empties it. False if neither is possible now.</summary>
    public bool TryClear()
    {
        try
        {
            var empty = new byte[MaxCount * SHA256.HashSizeInBytes];
            if (Read().Count > 0 || !File.Exists(path) || new FileInfo(path).Length < empty.Length)
                Overwrite(0, empty);

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The removal is on disk when it returns true. False if it cannot be stored either.</summary>
    public bool TryAdd(string key)
    {
        try
        {
            var (removed, hash) = (Read(), Hash(key));
            if (removed.Contains(Text(hash)))
                return true;

            if (removed.Count < MaxCount)
                Overwrite(removed.Count, hash);
            else
                Overwrite(0, Everything);

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Selects the keys that were removed; all of them if there were more than the file can hold.</summary>
    /// <param name="keys">Reads all keys, if any were removed.</param>
    public IReadOnlyList<string> Select(Func<IReadOnlyList<string>> keys)
    {
        var removed = Read().ToHashSet(StringComparer.Ordinal);
        return removed.Count == 0 ? []
            : removed.Contains(Text(Everything)) ? keys()
            : [.. keys().Where(key => removed.Contains(Text(Hash(key))))];
    }

    private List<string> Read() => !File.Exists(path)
        ? []
        : [.. File.ReadAllBytes(path)
            .Chunk(SHA256.HashSizeInBytes)
            .TakeWhile(hash => Array.Exists(hash, b => b != 0))
            .Select(Text)];

    private void Overwrite(int position, byte[] content)
    {
        using var stream = new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate));
        stream.Position = position * SHA256.HashSizeInBytes;
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string Text(byte[] hash) => Convert.ToHexString(hash);
}
