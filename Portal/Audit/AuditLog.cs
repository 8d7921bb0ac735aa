using Microsoft.Extensions.Logging;
using Portal.Auth.Storage;
using Portal.Contracts.Audit;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Audit;

/// <summary>
/// Administrators' changes in an append-only file. Each row's hash covers the previous one, so reading detects rows that
/// were altered or removed outside the portal. If the file cannot be used, changes are refused.
/// </summary>
internal sealed partial class AuditLog(AuditFile file, AuditKeys keys, TimeProvider time, ILogger<AuditLog> logger)
    : IDisposable
{

    private readonly SemaphoreSlim _gate = new(1, 1);

    // Outcomes of changes that were made while the file could no longer be written. They are recorded once it can be.
    private readonly Queue<AuditDraft> _unrecorded = new();
    private AuditTable? _table;
    private bool _isUnavailable;

    // The newest row that this process wrote: the chain alone cannot detect rows missing from the end.
    private (long Number, string Hash) _newest;
    private long? _lostAt;

    /// <summary>Returns once the row is on disk.</summary>
    /// <exception cref="ProblemException">The row cannot be recorded: the caller must not make the change.</exception>
    public Task AppendAsync(AuditActor actor, AuditNote note, CancellationToken cancellationToken) =>
        UseAsync(table => Append(table, AuditDraft.Create(actor, note, time.GetUtcNow())), cancellationToken);

    /// <summary>
    /// Records the outcome of a change. If that is not possible now, the change stays as only intended in the file until
    /// the outcome can be recorded.
    /// </summary>
    /// <returns>The problem that changes have until then; null if the outcome is on disk.</returns>
    public async Task<ApiProblem?> AppendOutcomeAsync(AuditActor actor, AuditNote note)
    {
        var draft = AuditDraft.Create(actor, note, time.GetUtcNow());
        try
        {
            await UseAsync(table => Append(table, draft), CancellationToken.None);
            return null;
        }
        catch (ProblemException exception)
        {
            lock (_unrecorded)
                _unrecorded.Enqueue(draft);

            LogOutcomeNotRecorded(logger, note.Action, note.Target, note.Outcome);
            return exception.Problem;
        }
    }

    /// <summary>
    /// A page, newest first. Verifies the whole audit log each time, because the file may have been altered since.
    /// </summary>
    /// <exception cref="ProblemException">The file cannot be read.</exception>
    public Task<AuditPage> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var page = new AuditPageBuilder(query, time.GetUtcNow());
        return ReadAsync(page.Add, (chain, undo) => page.Build(chain, undo, _unrecorded.Count), cancellationToken);
    }

    /// <summary>Plans the undo of a row; null if there is no such row.</summary>
    /// <exception cref="ProblemException">The file cannot be read.</exception>
    public Task<UndoPlan?> PlanUndoAsync(long number, bool whole, CancellationToken cancellationToken)
    {
        AuditEntry? found = null;
        return ReadAsync(
            row => found = row.Entry.Number == number ? row.Entry : found,
            (_, undo) => found is null ? null : undo.Plan(found, whole),
            cancellationToken);
    }

    /// <summary>Writes to the file without adding a row, to find out whether a change could be recorded.</summary>
    /// <returns>Null if it could.</returns>
    public async Task<StorageFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await UseAsync(
                table =>
                {
                    table.Probe();
                    return keys.Read();
                },
                cancellationToken);
            return null;
        }
        catch (ProblemException exception) when (exception.InnerException is { } storage)
        {
            return StorageFault.Of(storage, file.Path);
        }
    }

    public void Dispose()
    {
        _table?.Dispose();
        _gate.Dispose();
    }

    private Task<T> ReadAsync<T>(
        Action<AuditRow> visit, Func<AuditChain, UndoHistory, T> summarize, CancellationToken cancellationToken) => UseAsync(
            table =>
            {
                var (chain, undo) = (new AuditChain(keys.Read()), new UndoHistory());
                foreach (var row in table.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (chain.Add(row))
                        undo.Add(row);

                    visit(row);
                }

                chain.End(_newest.Number, _newest.Hash, _lostAt);
                return summarize(chain, undo);
            },
            cancellationToken);

    private async Task<T> UseAsync<T>(Func<AuditTable, T> use, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var table = Open();
            RecordPending(table);
            var result = use(table);
            _isUnavailable = false;
            return result;
        }
        catch (Exception exception) when (StorageFault.IsStorage(exception))
        {
            _table?.Dispose();
            _table = null;
            var fault = StorageFault.Of(exception, file.Path);
            if (!_isUnavailable)
                LogUnavailable(logger, exception, file.Path, fault.Cause, fault.Fix);

            _isUnavailable = true;
            throw new ProblemException(AuditProblems.Unavailable(fault), exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    // SQLite would continue to write to a deleted file.
    private AuditTable Open()
    {
        if (_table is not null && !File.Exists(file.Path))
        {
            _table.Dispose();
            _table = null;
        }

        return _table ??= AuditTable.Open(file.Path);
    }

    // If the file cannot be written, reading it still works.
    private void RecordPending(AuditTable table)
    {
        lock (_unrecorded)
        {
            while (_unrecorded.TryPeek(out var draft))
            {
                try
                {
                    Append(table, draft);
                }
                catch (Exception exception) when (StorageFault.IsStorage(exception))
                {
                    return;
                }

                _unrecorded.Dequeue();
            }
        }
    }

    private AuditRow Append(AuditTable table, AuditDraft draft)
    {
        var row = table.Append((number, previous) =>
        {
            var next = number + 1;
            if (number < _newest.Number)
                _lostAt ??= next;

            var key = keys.Read() is [.., { Value: not null } newest] && newest.First <= next ? newest : keys.Create(next);
            var entry = draft.Entry with { Number = next };
            return new AuditRow(entry, draft.Change, AuditChain.Link(key.Value, previous, entry, draft.Change));
        });
        _newest = (row.Entry.Number, row.Hash);
        LogAppended(logger, row.Entry.Number, row.Hash);
        return row;
    }

    // The hash in the application log still proves the row if the file is replaced.
    [LoggerMessage(Level = LogLevel.Information, Message = "Audit row {Number} written, {Hash}")]
    private static partial void LogAppended(ILogger logger, long number, string hash);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Administrators' changes are refused, because {File} cannot be used. {Cause} {Fix}")]
    private static partial void LogUnavailable(
        ILogger logger, Exception exception, string file, string cause, string fix);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The outcome of {Action} on {Target}, {Outcome}, could not be recorded. "
            + "It is recorded when the audit log can be written again, unless the portal stops before")]
    private static partial void LogOutcomeNotRecorded(ILogger logger, string action, string target, string outcome);
}

/// <summary>The path of the audit database.</summary>
internal sealed record AuditFile(string Path);
