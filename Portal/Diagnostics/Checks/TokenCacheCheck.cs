using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Distributed;
using Portal.Auth.Storage;
using Portal.Redis;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether tokens can be stored, and are encrypted.</summary>
internal sealed class TokenCacheCheck(ResilientCache cache, ICacheStore store)
    : DiagnosticCheck(Name, SetupGroups.Storage, "Token cache")
{
    public const string Name = "cache";

    // The header of everything that Data Protection encrypts. Earlier versions stored the lists of a user's keys, which
    // hold no tokens, in plain text.
    private const string CountSql =
        "SELECT COUNT(*), COALESCE(SUM(key NOT LIKE 'keys:%' AND substr(value, 1, 4) <> x'09F0C9F0'), 0) FROM cache";

    private string Setting => store is FileStore ? "DataDirectory" : RedisRegistration.Setting;

    private string Label => store is FileStore ? "File" : "Store";

    // SQLite blocks the caller's thread while it waits for locks, longer than a check may take.
    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken) =>
        Task.Run(() => CheckAsync(cancellationToken), cancellationToken);

    private async Task<DiagnosticResult> CheckAsync(CancellationToken cancellationToken)
    {
        var path = store.Name;
        try
        {
            var isKept = cache.Fault is null && await KeepsAsync(cancellationToken);
            if (cache.Fault is { } fault)
                return MemoryOnly(fault).With(Label, path);
            if (!isKept)
                return Broken("A written entry cannot be read back.").With(Label, path);
            if (store is not FileStore)
                return DiagnosticResult.Passed("It can be written and read.").With(Label, path);

            var (entries, plain) = await CountAsync(path, cancellationToken);
            var outcome = plain > 0
                ? DiagnosticResult.Failed("It holds entries that are not encrypted.").WithFix("Stop the portal, delete the file, and start again; users then sign in again.")
                : PrivatePath.Evaluate(path)
                    ?? Replaced(path)
                    ?? DiagnosticResult.Passed("It can be written and read; every entry starts like an encrypted one.");
            return outcome
                .With("File", path)
                .With("Mode", PrivatePath.Text(path))
                .With("Size", string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / 1024.0:0} KiB"))
                .With("Entries", entries.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            return Broken($"It cannot be used: {exception.Message}").With("File", path);
        }
    }

    private DiagnosticResult MemoryOnly(StorageFault fault) => DiagnosticResult
        .Failed($"Sessions and tokens are kept in memory only: after a restart, users sign in again. {fault.Cause}")
        .With("Since", fault.Since.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture))
        .WithFix($"{fault.Fix} The portal then stores them again within seconds, without a restart.", Setting);

    private static DiagnosticResult? Replaced(string path) => DamagedFiles.Of(path) is [{ } newest, ..]
        ? DiagnosticResult.Warning("It was damaged and was replaced by a new file.")
            .With("Damaged file", newest)
            .WithFix("Check the disk. Then delete the damaged file.")
        : null;

    private async Task<bool> KeepsAsync(CancellationToken cancellationToken)
    {
        var key = $"keys:setup:{Guid.NewGuid():N}";
        var value = RandomNumberGenerator.GetBytes(32);
        await cache.SetAsync(
            key, value, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) }, cancellationToken);
        var read = await cache.GetAsync(key, cancellationToken);
        await cache.RemoveAsync(key, cancellationToken);
        return read is not null && read.AsSpan().SequenceEqual(value);
    }

    private static async Task<(long Entries, long Plain)> CountAsync(string path, CancellationToken cancellationToken)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(source.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = CountSql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static DiagnosticResult Broken(string text) => DiagnosticResult.Failed(text)
        .WithFix("Give the portal its own writable folder, with free disk space.", "DataDirectory");
}
