using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Database;
using ServiceDefaults;

namespace Portal.Audit;

/// <summary>Where the encrypted keys of the audit log are.</summary>
internal interface IAuditKeyStore
{
    /// <summary>In the order of their creation.</summary>
    Task<IReadOnlyList<StoredAuditKey>> ReadAsync(PortalDatabase database, CancellationToken cancellationToken);

    /// <param name="database">A connection with a transaction of the audit log.</param>
    /// <param name="first">The first entry that the key is for.</param>
    /// <param name="key">Encrypted.</param>
    /// <param name="cancellationToken">Ends the wait for the storage.</param>
    Task AddAsync(PortalDatabase database, long first, byte[] key, CancellationToken cancellationToken);
}

/// <summary>A file next to the audit log.</summary>
internal sealed class AuditKeyFile(SqliteFile file) : IAuditKeyStore
{
    private readonly string _path = Path.ChangeExtension(file.Path, ".keys");

    public async Task<IReadOnlyList<StoredAuditKey>> ReadAsync(PortalDatabase database, CancellationToken cancellationToken) =>
        [.. (await ReadFileAsync(cancellationToken)).Select(k => new StoredAuditKey { First = k.First, Key = k.Key })];

    public async Task AddAsync(PortalDatabase database, long first, byte[] key, CancellationToken cancellationToken)
    {
        List<Entry> keys = [.. await ReadFileAsync(cancellationToken), new Entry(first, key)];
        PrivateFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(keys, JsonSerializerOptions.Web));
    }

    private async Task<List<Entry>> ReadFileAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_path))
            return [];

        try
        {
            var content = await File.ReadAllBytesAsync(_path, cancellationToken);
            return JsonSerializer.Deserialize<List<Entry>>(content, JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{_path} cannot be read.", exception);
        }
    }

    private sealed record Entry(long First, byte[] Key);
}

/// <summary>A table next to the audit log, so that all instances have the same keys.</summary>
internal sealed class AuditKeyTable : IAuditKeyStore
{
    public async Task<IReadOnlyList<StoredAuditKey>> ReadAsync(PortalDatabase database, CancellationToken cancellationToken) =>
        await database.Set<StoredAuditKey>().OrderBy(k => k.Id).ToListAsync(cancellationToken);

    public async Task AddAsync(PortalDatabase database, long first, byte[] key, CancellationToken cancellationToken)
    {
        database.Add(new StoredAuditKey { First = first, Key = key });
        await database.SaveChangesAsync(cancellationToken);
    }
}
