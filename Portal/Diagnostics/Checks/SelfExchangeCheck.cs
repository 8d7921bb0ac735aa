using System.Security.Claims;
using Microsoft.Extensions.Options;
using Portal.Administrators;
using Portal.Auth;
using Portal.Problems;

namespace Portal.Diagnostics.Checks;

/// <summary>
/// Whether an administrator's token can be exchanged for a new one to the portal itself, which every request of an
/// administrator requires.
/// </summary>
internal sealed class SelfExchangeCheck(AdministratorCheck administrators, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck("registration.exchange", SetupGroups.Registration, "Exchange for the portal itself")
{
    private const string Fix =
        $"API permissions: add the portal’s own {PortalPolicies.Scope}, and grant consent. "
        + "Administrators cannot use the admin pages without it.";

    public override IReadOnlyList<string> After => [CredentialCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.User is not { } user)
            return DiagnosticResult.NeedsUser();

        return (await AttemptAsync(user, cancellationToken)).With("Requested", azureAd.Value.PortalScope);
    }

    private async Task<DiagnosticResult> AttemptAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return await administrators.IsCurrentAsync(user, TimeSpan.Zero, cancellationToken)
                ? DiagnosticResult.Passed($"Your token was exchanged for a new one, which has {PortalPolicies.AdminRole}.")
                : DiagnosticResult.Failed($"A new token for you does not have {PortalPolicies.AdminRole}.").WithFix(
                    $"Enterprise applications → the portal → Users and groups: assign yourself {PortalPolicies.AdminRole}.");
        }
        catch (ProblemException exception)
        {
            return TokenProblemResult.Of(exception.Problem, "the portal itself", Fix);
        }
    }
}
