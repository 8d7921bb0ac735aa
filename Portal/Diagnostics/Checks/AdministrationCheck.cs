using Microsoft.Identity.Abstractions;
using Portal.AdminSetup;
using Portal.Contracts.AdminSetup;
using Portal.Problems;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the administrators' pages have the consents that they need. Without them, each page asks for its own.</summary>
internal sealed class AdministrationCheck(GrantedPermissions granted, IAuthorizationHeaderProvider headers)
    : DiagnosticCheck("registration.administration", SetupGroups.Registration, "Permissions for administration")
{
    public override IReadOnlyList<string> After => [CredentialCheck.Name];

    public override string Docs => "docs/admin.md#setting-up-administration";

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.User is not { } user)
            return DiagnosticResult.NeedsUser();

        try
        {
            return Result(AdminTasks.Report(await granted.ReadAsync(headers, user, fresh: true, cancellationToken)));
        }
        catch (ProblemException exception)
        {
            return TokenProblemResult.Of(exception.Problem, "Microsoft Graph");
        }
    }

    private static DiagnosticResult Result(AdminSetupReport report)
    {
        var permissions = report.Tasks.SelectMany(t => t.Permissions).ToList();
        var missing = permissions.Where(p => !p.IsGranted).Select(p => p.Name).ToList();
        return missing.Count == 0
            ? DiagnosticResult.Passed($"All {permissions.Count} permissions for the administrators’ pages are granted.")
            : DiagnosticResult.Warning($"{missing.Count} of {permissions.Count} permissions for the administrators’ pages are missing.")
                .With("Missing", string.Join(", ", missing))
                .WithFix("One step gives all of them.", link: AdminSetupAddresses.Path);
    }
}
