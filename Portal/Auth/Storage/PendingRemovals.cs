using System.Security.Cryptography;
using Portal.Redis;
using ServiceDefaults;

namespace Portal.Auth.Storage;

/// <summary>
/// Keys whose entries were removed while the store could not be used. They are kept in a file of constant size, which can
/// be overwritten on a full disk, so that a sign-out is also applied if the portal stops before the store can be used
/// again. The file contains hashes of the keys.
/// </summary>
internal sealed class PendingRemovals(string path)
{
    private const int MaxCount = 2048;

    /// <summary>Stands for the hash of every key, where more was removed than can be listed.</summary>
    public static string Everything { get; } = new('F', SHA256.HashSizeInBytes * 2);

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
            var (removed, hash) = (Read(), SharedName.Of(key));
            if (removed.Contains(hash))
                return true;

            if (removed.Count < MaxCount)
                Overwrite(removed.Count, Convert.FromHexString(hash));
            else
                Overwrite(0, Convert.FromHexString(Everything));

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// The hashes of the removed keys. Contains <see cref="Everything"/> if there were more than the file can hold.
    /// </summary>
    public IReadOnlyList<string> Read() => !File.Exists(path)
        ? []
        : [.. File.ReadAllBytes(path)
            .Chunk(SHA256.HashSizeInBytes)
            .TakeWhile(hash => Array.Exists(hash, b => b != 0))
            .Select(Convert.ToHexString)];

    private void Overwrite(int position, byte[] content)
    {
        using var stream = new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate));
        stream.Position = position * SHA256.HashSizeInBytes;
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
