using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether sign-out returns to the portal.</summary>
internal sealed class SignOutCheck(
    AuthorityDocuments documents, IOptionsMonitor<OpenIdConnectOptions> oidc, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Registration, "Sign-out address")
{
    public const string Name = "registration.signout";

    public override IReadOnlyList<string> After => [DiscoveryCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.Addresses.Served is not { } home)
            return DiagnosticResult.Unknown("The portal’s public address cannot be determined from here: open /setup in a browser.");

        var path = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).SignedOutCallbackPath;
        var back = new Uri(home.AbsoluteUri.TrimEnd('/') + path);
        if ((await documents.DiscoveryAsync(run, cancellationToken))?.EndSession is not { } endSession)
            return DiagnosticResult.Warning("The sign-in service publishes no sign-out endpoint: its own session remains.").With("Sent by the portal", back.AbsoluteUri);

        // The request has no session cookie, so it ends no session.
        var response = await documents.GetAsync(
            new Uri(QueryHelpers.AddQueryString(endSession.AbsoluteUri, new Dictionary<string, string?>
            {
                ["client_id"] = azureAd.Value.ClientId,
                ["post_logout_redirect_uri"] = back.AbsoluteUri,
            })),
            cancellationToken);
        var outcome = response switch
        {
            { Fault: { } fault } => DiagnosticResult.Unknown(fault),
            _ when AuthorizeProbe.LeadsTo(response, back) => DiagnosticResult.Passed("After sign-out, the sign-in service redirects to the portal."),
            _ => DiagnosticResult
                .Unknown("The response does not show whether it is registered. Sign-out may end on its own page.")
                .WithFix("Add it to the redirect URIs, under Authentication → Web.", link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.Authentication)),
        };
        return outcome.With("Sent by the portal", back.AbsoluteUri).With("Response", response.Status is null ? null : response.StatusText);
    }
}
