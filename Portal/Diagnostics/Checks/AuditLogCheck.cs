using System.Globalization;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Database;
using Portal.Problems;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether administrators' changes can be recorded, and whether the recorded ones were altered.</summary>
internal sealed class AuditLogCheck(AuditLog audit, IPortalStorage storage)
    : DiagnosticCheck("audit", SetupGroups.Storage, "Audit log")
{
    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        // SQLite blocks the thread while it waits for locks; the other checks go on meanwhile.
        await Task.Yield();
        if (await audit.ProbeAsync(cancellationToken) is { } fault)
        {
            return Named(DiagnosticResult.Failed(
                    $"Administrators’ changes are refused, because they cannot be recorded. {fault.Cause}"))
                .WithFix($"{fault.Fix} The portal then accepts changes again, without a restart.", storage.Setting);
        }

        try
        {
            var page = await audit.ReadAsync(new AuditQuery(new AuditFilter()), cancellationToken);
            var file = storage as SqliteFile;
            var outcome = Evaluate(page)
                ?? (file is null ? null : PrivatePath.Evaluate(file.Path))
                ?? DiagnosticResult.Passed("It can be written, and its entries fit the chain of hashes.");
            return Named(outcome)
                .With("Mode", file is null ? null : PrivatePath.Text(file.Path))
                .With("Entries", page.Total.ToString(CultureInfo.InvariantCulture))
                .With("With the portal’s key from entry", page.KeyedFrom?.ToString(CultureInfo.InvariantCulture));
        }
        catch (ProblemException exception)
        {
            return Named(DiagnosticResult.Failed($"{exception.Problem.Title}."));
        }
    }

    private DiagnosticResult Named(DiagnosticResult result) =>
        result.With(storage is SqliteFile ? "File" : "Database", storage.Name);

    private DiagnosticResult? Evaluate(AuditPage page) => page switch
    {
        { BrokenAt: { } broken } => DiagnosticResult
            .Failed($"Entry {broken} does not fit the chain of hashes: entries were altered or removed outside the portal, "
                + $"or the {storage.Kind} is damaged.")
            .WithFix($"Compare the {storage.Kind} with a backup, and with the hashes in the portal’s log "
                + "(Audit row … written)."),
        { UnverifiedFrom: { } unverified } => DiagnosticResult
            .Warning($"The entries from {unverified} on cannot be verified, because the Data Protection key that protects "
                + "their key is missing.")
            .WithFix("Restore the Data Protection keys from a backup, if there is one. New entries get a new key."),
        { Unrecorded: > 0 } => DiagnosticResult
            .Warning($"{page.Unrecorded} outcomes of changes could not be recorded yet.")
            .WithFix($"They are recorded when the {storage.Kind} can be written again."),
        _ => null,
    };
}
