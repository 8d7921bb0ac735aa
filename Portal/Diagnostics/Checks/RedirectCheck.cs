using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the redirect URI that the portal computes is registered.</summary>
internal sealed class RedirectCheck(
    AuthorityDocuments documents, AuthorizeProbe probe, IOptionsMonitor<OpenIdConnectOptions> oidc, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Registration, "Redirect URI")
{
    public const string Name = "registration.redirect";

    public override IReadOnlyList<string> After => [DiscoveryCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.Addresses.Served is not { } home)
            return DiagnosticResult.Unknown("The portal’s public address cannot be determined from here: open /setup in a browser.");
        if ((await documents.DiscoveryAsync(run, cancellationToken))?.Authorize is not { } authorize)
            return DiagnosticResult.Failed("The discovery document does not contain the authorization endpoint.");

        var path = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath;
        var redirect = new Uri(home.AbsoluteUri.TrimEnd('/') + path);
        var response = await probe.SendAsync(authorize, redirect, cancellationToken);
        return Evaluate(response, redirect)
            .With("Sent by the portal", redirect.AbsoluteUri)
            .With("In your browser", run.Addresses.Seen is { } seen ? seen.AbsoluteUri.TrimEnd('/') + path : null)
            .With("Response", response.Status is null ? null : response.StatusText)
            .With("Code", response.ErrorCode);
    }

    private DiagnosticResult Evaluate(ProbeResponse response, Uri redirect) => response switch
    {
        { Fault: { } fault } => DiagnosticResult.Unknown(fault),
        _ when AuthorizeProbe.LeadsTo(response, redirect) => DiagnosticResult.Passed("The sign-in service redirects to it, so it accepts the address."),
        { ErrorCode: { } code } when AadstsCodes.Find(code) is { } known => DiagnosticResult
            .Failed($"{known.Title}.")
            .WithFix(code, setting: null, EntraAdminCenter.Link(azureAd, EntraAdminCenter.Authentication)),
        { ErrorCode: { } code } => DiagnosticResult
            .Unknown("The sign-in service refuses the request. Its code does not show whether the address is registered.")
            .WithFix(code, setting: null, EntraAdminCenter.Link(azureAd, EntraAdminCenter.Authentication)),
        _ => DiagnosticResult
            .Unknown("The response does not show whether it is registered.")
            .WithFix("Compare it with Authentication → Web of the registration.", link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.Authentication)),
    };
}
