using System.Globalization;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Problems;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether administrators' changes can be recorded, and whether the recorded ones were altered.</summary>
internal sealed class AuditLogCheck(AuditLog audit, AuditFile file)
    : DiagnosticCheck("audit", SetupGroups.Storage, "Audit log")
{
    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var path = file.Path;
        if (await audit.ProbeAsync(cancellationToken) is { } fault)
        {
            return DiagnosticResult
                .Failed($"Administrators’ changes are refused, because they cannot be recorded. {fault.Cause}")
                .With("File", path)
                .WithFix($"{fault.Fix} The portal then accepts changes again, without a restart.", "DataDirectory");
        }

        try
        {
            var page = await audit.ReadAsync(new AuditQuery(new AuditFilter()), cancellationToken);
            var outcome = Evaluate(page)
                ?? PrivatePath.Evaluate(path)
                ?? DiagnosticResult.Passed("It can be written, and its entries fit the chain of hashes.");
            return outcome
                .With("File", path)
                .With("Mode", PrivatePath.Text(path))
                .With("Entries", page.Total.ToString(CultureInfo.InvariantCulture))
                .With("With the portal’s key from entry", page.KeyedFrom?.ToString(CultureInfo.InvariantCulture));
        }
        catch (ProblemException exception)
        {
            return DiagnosticResult.Failed($"{exception.Problem.Title}.").With("File", path);
        }
    }

    private static DiagnosticResult? Evaluate(AuditPage page) => page switch
    {
        { BrokenAt: { } broken } => DiagnosticResult
            .Failed($"Entry {broken} does not fit the chain of hashes: entries were altered or removed outside the portal, "
                + "or the file is damaged.")
            .WithFix("Compare the file with a backup, and with the hashes in the portal’s log (Audit row … written)."),
        { UnverifiedFrom: { } unverified } => DiagnosticResult
            .Warning($"The entries from {unverified} on cannot be verified, because the Data Protection key that protects "
                + "their key is missing.")
            .WithFix("Restore the Data Protection keys from a backup, if there is one. New entries get a new key."),
        { Unrecorded: > 0 } => DiagnosticResult
            .Warning($"{page.Unrecorded} outcomes of changes could not be recorded yet.")
            .WithFix("They are recorded when the file can be written again."),
        _ => null,
    };
}
