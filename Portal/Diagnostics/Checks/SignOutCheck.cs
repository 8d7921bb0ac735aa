using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether signing out leads back to the portal.</summary>
internal sealed class SignOutCheck(
    AuthorityDocuments documents, IOptionsMonitor<OpenIdConnectOptions> oidc, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Registration, "Sign-out address")
{
    public const string Name = "registration.signout";

    public override IReadOnlyList<string> After => [DiscoveryCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.Addresses.Served is not { } home)
            return DiagnosticResult.Unknown("The address that browsers know cannot be told from here: open /setup in one.");

        var path = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).SignedOutCallbackPath;
        var back = new Uri(home.AbsoluteUri.TrimEnd('/') + path);
        if ((await documents.DiscoveryAsync(run, cancellationToken))?.EndSession is not { } endSession)
            return DiagnosticResult.Warning("The authority has no place to sign out at: its own session stays.").With("Sent by the portal", back.AbsoluteUri);

        // Nobody is signed in with this request, so it ends nobody's session.
        var answer = await documents.GetAsync(
            new Uri(QueryHelpers.AddQueryString(endSession.AbsoluteUri, new Dictionary<string, string?>
            {
                ["client_id"] = azureAd.Value.ClientId,
                ["post_logout_redirect_uri"] = back.AbsoluteUri,
            })),
            cancellationToken);
        var outcome = answer switch
        {
            { Fault: { } fault } => DiagnosticResult.Unknown(fault),
            _ when AuthorizeProbe.LeadsTo(answer, back) => DiagnosticResult.Passed("After signing out, the authority leads people back to the portal."),
            _ => DiagnosticResult
                .Unknown("The authority’s answer does not show whether it is registered. People may end on its own page.")
                .FixOwners("Add it to the redirect URIs, under Authentication → Web.", link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.Authentication)),
        };
        return outcome.With("Sent by the portal", back.AbsoluteUri).With("Authority", answer.Status is null ? null : answer.StatusWords);
    }
}
