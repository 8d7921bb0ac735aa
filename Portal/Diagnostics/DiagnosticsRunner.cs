using System.Security.Claims;
using Portal.Contracts.Diagnostics;

namespace Portal.Diagnostics;

/// <summary>Runs every check, in parallel unless they depend on one another, each with its own timeout.</summary>
internal sealed partial class DiagnosticsRunner(DiagnosticChecks checks, TimeProvider time, ILogger<DiagnosticsRunner> logger)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);

    // Below the timeout of the pages, so that they still get a response.
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(12);

    /// <param name="user">The signed-in administrator; null if there is none.</param>
    /// <param name="addresses">The portal's addresses.</param>
    /// <param name="cancellationToken">Cancels all checks.</param>
    public async Task<IReadOnlyList<DiagnosticsGroup>> RunAsync(
        ClaimsPrincipal? user, PortalAddresses addresses, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(TotalTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        var run = new DiagnosticsContext(user, addresses, both.Token);
        var running = new Dictionary<string, Task<DiagnosticFinding>>(StringComparer.Ordinal);
        var all = checks.All();
        foreach (var check in all)
            running[check.Id] = RunAsync(check, [.. check.After.Select(id => running[id])], run, both.Token);

        await Task.WhenAll(running.Values);
        cancellationToken.ThrowIfCancellationRequested();
        return [.. all.GroupBy(c => c.Group).Select(g => new DiagnosticsGroup(g.Key, [.. g.Select(c => running[c.Id].Result)]))];
    }

    private async Task<DiagnosticFinding> RunAsync(
        DiagnosticCheck check, Task<DiagnosticFinding>[] before, DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var obstacle = (await Task.WhenAll(before)).FirstOrDefault(f => f.State is DiagnosticStates.Failed or DiagnosticStates.NotReached);
        if (obstacle is not null)
            return Finding(check, DiagnosticResult.NotReached($"Not reached, because “{obstacle.Title}” did not pass."), 0);

        var started = time.GetTimestamp();
        var outcome = await BoundedAsync(check, run, cancellationToken);
        return Finding(check, outcome, time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<DiagnosticResult> BoundedAsync(DiagnosticCheck check, DiagnosticsContext run, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CheckTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            // The wait ends at the timeout even if the check ignores cancellation, or blocks its thread as SQLite does while
            // a database is locked. Other checks start meanwhile, hence a thread of the pool.
            return await Task.Run(() => check.RunAsync(run, both.Token), both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            return DiagnosticResult.Unknown($"There was no result within {CheckTimeout.TotalSeconds:0} seconds.");
        }
        catch (Exception exception)
        {
            // A check that fails to run must not hide the results of the others.
            LogCheckBroke(logger, exception, check.Id);
            return DiagnosticResult.Unknown($"The check could not run ({exception.GetType().Name}). See the log for details.");
        }
    }

    private static DiagnosticFinding Finding(DiagnosticCheck check, DiagnosticResult outcome, double milliseconds) => new(
        check.Id, check.Title, outcome.State, outcome.Text, outcome.Evidence, outcome.Fix, check.Docs, Math.Round(milliseconds, 1));

    [LoggerMessage(Level = LogLevel.Error, Message = "Setup check {Check} could not run")]
    private static partial void LogCheckBroke(ILogger logger, Exception exception, string check);
}
