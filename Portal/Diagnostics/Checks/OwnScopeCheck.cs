using AccessContract;
using Microsoft.Extensions.Options;
using Portal.Auth;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether users get the scope of the portal's own API.</summary>
internal sealed class OwnScopeCheck(IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Registration, "Scope of /api")
{
    public const string Name = "registration.scope";

    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.User is null)
            return Task.FromResult(DiagnosticResult.NeedsUser());

        var facts = TokenFacts.Read([.. run.User.Claims]);
        var outcome = facts.Scopes.Contains(PortalPolicies.Scope, StringComparer.Ordinal)
            ? DiagnosticResult.Passed($"Your token has {PortalPolicies.Scope}.")
            : DiagnosticResult.Failed($"Your token does not have {PortalPolicies.Scope}.").WithFix(
                $"Expose an API: add the scope {PortalPolicies.Scope}; API permissions: add it to the portal itself.",
                link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.ExposeAnApi));
        return Task.FromResult(outcome
            .With("Requested", azureAd.Value.PortalScope)
            .With("scp", string.Join(' ', facts.Scopes))
            .With("roles", string.Join(", ", facts.Roles)));
    }
}
