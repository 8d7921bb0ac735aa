using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the address that sign-in comes back to, as the portal computes it, is registered.</summary>
internal sealed class RedirectCheck(
    AuthorityDocuments documents, AuthorizeProbe probe, IOptionsMonitor<OpenIdConnectOptions> oidc, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Registration, "Redirect URI")
{
    public const string Name = "registration.redirect";

    public override IReadOnlyList<string> After => [DiscoveryCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.Addresses.Served is not { } home)
            return DiagnosticResult.Unknown("The address that browsers know cannot be told from here: open /setup in one.");
        if ((await documents.DiscoveryAsync(run, cancellationToken))?.Authorize is not { } authorize)
            return DiagnosticResult.Failed("The discovery document does not say where people sign in.");

        var path = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath;
        var redirect = new Uri(home.AbsoluteUri.TrimEnd('/') + path);
        var answer = await probe.AskAsync(authorize, redirect, cancellationToken);
        return Judge(answer, redirect)
            .With("Sent by the portal", redirect.AbsoluteUri)
            .With("In your browser", run.Addresses.Seen is { } seen ? seen.AbsoluteUri.TrimEnd('/') + path : null)
            .With("Authority", answer.Status is null ? null : answer.StatusWords)
            .With("Code", answer.ErrorCode);
    }

    private DiagnosticResult Judge(ProbeResponse answer, Uri redirect) => answer switch
    {
        { Fault: { } fault } => DiagnosticResult.Unknown(fault),
        _ when AuthorizeProbe.LeadsTo(answer, redirect) => DiagnosticResult.Passed("The authority sends people back to it, so it is registered."),
        { ErrorCode: { } code } => DiagnosticResult
            .Failed($"{AadstsCodes.Find(code)?.Title ?? "The authority refuses it"}.")
            .FixOwners(code, setting: null, EntraAdminCenter.Link(azureAd, EntraAdminCenter.Authentication)),
        _ => DiagnosticResult
            .Unknown("The authority’s answer does not show whether it is registered.")
            .FixOwners("Compare it with Authentication → Web of the registration.", link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.Authentication)),
    };
}
