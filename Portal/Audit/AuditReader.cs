using Portal.Database;

namespace Portal.Audit;

/// <summary>Reads all rows and verifies their chain.</summary>
internal sealed class AuditReader(IPortalStorage storage, AuditKeys keys, NewestRow newest)
{
    /// <summary>Finds out quickly whether the log can be read.</summary>
    public async Task<long> ReadLastAsync(CancellationToken cancellationToken)
    {
        await using var database = await storage.OpenAsync(cancellationToken);
        return (await database.LastAuditRowAsync(cancellationToken)).Number;
    }

    /// <param name="visit">Gets each row, oldest first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AuditHistory> ReadAsync(Action<AuditRow> visit, CancellationToken cancellationToken)
    {
        var known = newest.Value;
        await using var database = await storage.OpenAsync(cancellationToken);
        var (chain, undo) = (new AuditChain(await keys.ReadAsync(database, cancellationToken), known), new UndoHistory());
        await foreach (var row in database.ReadAuditRowsAsync(cancellationToken))
        {
            if (chain.Add(row))
                undo.Add(row);

            visit(row);
        }

        chain.End();
        if (chain.IsVerified)
            newest.Verify(chain.Count, chain.LastHash);

        return new AuditHistory(chain, undo);
    }
}

internal sealed record AuditHistory(AuditChain Chain, UndoHistory Undo);
