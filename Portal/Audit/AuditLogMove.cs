using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.Database;

namespace Portal.Audit;

/// <summary>
/// Copies the audit log and its keys from the SQLite file into an empty PostgreSQL database, in one transaction, and verifies
/// the chain there. The file stays as it is.
/// </summary>
internal sealed class AuditLogMove(SqliteFile file, PostgreSqlServer server, IDataProtectionProvider protection)
{
    private static readonly TimeSpan MaxStatement = TimeSpan.FromMinutes(10);

    private readonly AuditKeyFile _fileKeys = new(file);
    private readonly AuditKeyTable _tableKeys = new();

    public async Task<AuditMoveResult> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(file.Path))
            return Refused($"There is no audit log at {file.Path}.");

        await using var source = await file.OpenAsync(cancellationToken);

        // A portal that still uses the file can append nothing meanwhile.
        await using var locked = await file.BeginAppendAsync(source, cancellationToken);
        var expected = await VerifyAsync(source, _fileKeys, cancellationToken);
        if (expected.BrokenAt is { } broken)
        {
            return Refused($"Entry {broken} of {file.Path} does not fit the chain of hashes. "
                + "An audit log that was altered is not moved; keep the file.");
        }

        await using var target = await server.OpenAsync(cancellationToken);
        target.Database.SetCommandTimeout(MaxStatement);
        await using var transaction = await server.BeginAppendAsync(target, cancellationToken);
        if (await target.Entries.AnyAsync(cancellationToken) || await target.Set<StoredAuditKey>().AnyAsync(cancellationToken))
            return await CompareAsync(target, expected, cancellationToken);

        await CopyAsync(source, target, cancellationToken);
        var moved = await VerifyAsync(target, _tableKeys, cancellationToken);
        if ((moved.Count, moved.LastHash, moved.BrokenAt) != (expected.Count, expected.LastHash, null))
            return Refused($"The chain of hashes does not fit in {server.Name}. Nothing was moved.");

        await transaction.CommitAsync(cancellationToken);
        return Done(moved, "were moved to", moved.UnverifiedFrom is { } unverified
            ? $" Entries from {unverified} on cannot be verified, as before: their key cannot be decrypted."
            : "");
    }

    private async Task CopyAsync(PortalDatabase source, PortalDatabase target, CancellationToken cancellationToken)
    {
        foreach (var key in await _fileKeys.ReadAsync(source, cancellationToken))
            await _tableKeys.AddAsync(target, key.First, key.Key, cancellationToken);

        await foreach (var batch in source.ReadStoredBatchesAsync(cancellationToken))
        {
            target.AddRange(batch);
            await target.SaveChangesAsync(cancellationToken);
            target.ChangeTracker.Clear();
        }
    }

    // After the move, the portal may have appended to the database already.
    private async Task<AuditMoveResult> CompareAsync(
        PortalDatabase target, AuditChain expected, CancellationToken cancellationToken)
    {
        var hash = await target.Entries
            .Where(e => e.Number == expected.Count)
            .Select(e => e.Hash)
            .SingleOrDefaultAsync(cancellationToken);
        return hash == expected.LastHash
            ? Done(expected, "are already in", " Nothing was changed.")
            : Refused($"{server.Name} contains another audit log. Nothing was changed.");
    }

    private async Task<AuditChain> VerifyAsync(
        PortalDatabase database, IAuditKeyStore keys, CancellationToken cancellationToken)
    {
        var read = await new AuditKeys(keys, protection).ReadAsync(database, cancellationToken);
        var chain = new AuditChain(read, new KnownRow(0, "", LostAt: null));
        await foreach (var row in database.ReadAuditRowsAsync(cancellationToken))
            chain.Add(row);

        chain.End();
        return chain;
    }

    private AuditMoveResult Done(AuditChain chain, string what, string remark) => new(
        Succeeded: true,
        $"{chain.Count} entries {what} {server.Name}. The last hash is {chain.LastHash}.{remark}");

    private static AuditMoveResult Refused(string reason) => new(Succeeded: false, reason);
}

/// <param name="Text">For people.</param>
internal sealed record AuditMoveResult(bool Succeeded, string Text);
