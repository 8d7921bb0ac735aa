using Portal.Auth.Storage;
using Portal.Contracts.Audit;
using Portal.Contracts.Problems;
using Portal.Database;
using Portal.Problems;

namespace Portal.Audit;

/// <summary>
/// Administrators' changes, append-only. Each row's hash covers the previous one, so reading detects rows that were altered
/// or removed outside the portal. If the storage cannot be used, changes are refused.
/// </summary>
internal sealed partial class AuditLog : IDisposable
{
    // How long a change waits for the storage, including the wait for earlier changes in the same process.
    private static readonly TimeSpan ChangeTimeout = TimeSpan.FromSeconds(2);

    // Before reading. Opening the storage then has its own limit.
    private static readonly TimeSpan PendingTimeout = TimeSpan.FromSeconds(1);

    private readonly IPortalStorage _storage;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AuditAppender _appender;
    private readonly AuditReader _reader;

    // Appends of one process wait for one another here, without a connection. Reading does not wait.
    private readonly SemaphoreSlim _appending = new(1, 1);

    // Outcomes of changes that were made while the storage could no longer be written. They are recorded once it can be.
    private readonly Queue<AuditDraft> _unrecorded = new();
    private volatile bool _isUnavailable;

    public AuditLog(IPortalStorage storage, AuditKeys keys, TimeProvider time, ILogger<AuditLog> logger)
    {
        (_storage, _time, _logger) = (storage, time, logger);
        var newest = new NewestRow();
        _appender = new AuditAppender(storage, keys, newest, logger);
        _reader = new AuditReader(storage, keys, newest);
    }

    private int Unrecorded
    {
        get
        {
            lock (_unrecorded)
                return _unrecorded.Count;
        }
    }

    /// <summary>Returns once the row is on disk.</summary>
    /// <exception cref="ProblemException">The row cannot be recorded: the caller must not make the change.</exception>
    public Task AppendAsync(AuditActor actor, AuditNote note, CancellationToken cancellationToken) =>
        AppendAsync(AuditDraft.Create(actor, note, _time.GetUtcNow()), cancellationToken);

    /// <summary>
    /// Records the outcome of a change. If that is not possible now, the change stays as only intended in the log until
    /// the outcome can be recorded.
    /// </summary>
    /// <returns>The problem that changes have until then; null if the outcome is on disk.</returns>
    public async Task<ApiProblem?> AppendOutcomeAsync(AuditActor actor, AuditNote note)
    {
        var draft = AuditDraft.Create(actor, note, _time.GetUtcNow());
        try
        {
            await AppendAsync(draft, CancellationToken.None);
            return null;
        }
        catch (ProblemException exception)
        {
            lock (_unrecorded)
                _unrecorded.Enqueue(draft);

            LogOutcomeNotRecorded(_logger, note.Action, note.Target, note.Outcome);
            return exception.Problem;
        }
    }

    /// <summary>
    /// A page, newest first. Verifies the whole audit log each time, because it may have been altered since.
    /// </summary>
    /// <exception cref="ProblemException">The storage cannot be read.</exception>
    public async Task<AuditPage> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var page = new AuditPageBuilder(query, _time.GetUtcNow());
        var (chain, undo) = await ReadAsync(page.Add, cancellationToken);
        return page.Build(chain, undo, Unrecorded);
    }

    /// <summary>The recorded changes; null if the storage cannot be read.</summary>
    public async Task<UndoHistory?> FindHistoryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(_ => { }, cancellationToken)).Undo;
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    /// <summary>Plans the undo of a row; null if there is no such row.</summary>
    /// <exception cref="ProblemException">The storage cannot be read.</exception>
    public async Task<UndoPlan?> PlanUndoAsync(long number, bool whole, CancellationToken cancellationToken)
    {
        AuditEntry? found = null;
        var (_, undo) = await ReadAsync(
            row => found = row.Entry.Number == number ? row.Entry : found, cancellationToken);
        return found is null ? null : undo.Plan(found, whole);
    }

    /// <summary>Finds out whether a change could be recorded, without adding a row.</summary>
    /// <returns>Null if it could.</returns>
    public async Task<StorageFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WithinAsync(
                ChangeTimeout,
                async token =>
                {
                    await RecordPendingAsync(token);
                    await _appender.ProbeAsync(token);
                    return true;
                },
                cancellationToken);
            return null;
        }
        catch (ProblemException exception) when (exception.InnerException is { } cause)
        {
            return _storage.FaultOf(cause);
        }
    }

    public void Dispose() => _appending.Dispose();

    private Task<bool> AppendAsync(AuditDraft draft, CancellationToken cancellationToken) => WithinAsync(
        ChangeTimeout,
        async token =>
        {
            await RecordPendingAsync(token);
            await _appending.WaitAsync(token);
            try
            {
                await _appender.AppendAsync(draft, token);
            }
            finally
            {
                _appending.Release();
            }

            return true;
        },
        cancellationToken);

    private async Task<AuditHistory> ReadAsync(Action<AuditRow> visit, CancellationToken cancellationToken)
    {
        // If the storage cannot be written, reading may still work.
        if (Unrecorded > 0)
        {
            using var limit = new CancellationTokenSource(PendingTimeout, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                await RecordPendingAsync(both.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Another change is waiting for the storage.
            }
        }

        await WithinAsync(ChangeTimeout, _reader.ReadLastAsync, cancellationToken);
        return await UseAsync(() => _reader.ReadAsync(visit, cancellationToken));
    }

    private async Task RecordPendingAsync(CancellationToken cancellationToken)
    {
        if (Unrecorded == 0)
            return;

        await _appending.WaitAsync(cancellationToken);
        try
        {
            while (Peek() is { } draft)
            {
                await _appender.AppendAgainAsync(draft, cancellationToken);
                lock (_unrecorded)
                    _unrecorded.Dequeue();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException || _storage.FaultOf(exception) is not null)
        {
            _storage.Reset();
        }
        finally
        {
            _appending.Release();
        }
    }

    private AuditDraft? Peek()
    {
        lock (_unrecorded)
            return _unrecorded.TryPeek(out var draft) ? draft : null;
    }

    private Task<T> WithinAsync<T>(
        TimeSpan timeout, Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken) => UseAsync(async () =>
        {
            await _storage.PrepareAsync(cancellationToken);
            using var limit = new CancellationTokenSource(timeout, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                // Npgsql first tries to cancel at the server, which takes as long again if the server does not respond.
                return await use(both.Token).WaitAsync(both.Token);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException("The audit log did not respond in time.", exception);
            }
        });

    private async Task<T> UseAsync<T>(Func<Task<T>> use)
    {
        try
        {
            var result = await use();
            _isUnavailable = false;
            return result;
        }
        catch (Exception exception) when (_storage.FaultOf(exception) is { } fault)
        {
            _storage.Reset();
            if (!_isUnavailable)
                LogUnavailable(_logger, exception, _storage.Name, fault.Cause, fault.Fix);

            _isUnavailable = true;
            throw new ProblemException(AuditProblems.Unavailable(_storage, fault), exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Administrators' changes are refused, because {Storage} cannot be used. {Cause} {Fix}")]
    private static partial void LogUnavailable(
        ILogger logger, Exception exception, string storage, string cause, string fix);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The outcome of {Action} on {Target}, {Outcome}, could not be recorded. "
            + "It is recorded when the audit log can be written again, unless the portal stops before")]
    private static partial void LogOutcomeNotRecorded(ILogger logger, string action, string target, string outcome);
}
