using Microsoft.Extensions.Options;
using Portal.Auth;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether ID tokens name the session at the sign-in service, which front-channel logout needs.</summary>
internal sealed class SessionIdCheck(LatestSignIn latest, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck("registration.sid", SetupGroups.Registration, "Session in ID tokens")
{
    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken) =>
        Task.FromResult(run.User is null ? DiagnosticResult.NeedsUser() : latest.HasSessionId switch
        {
            true => DiagnosticResult.Passed(
                "The ID token of the latest sign-in has sid, so signing out elsewhere also ends the session here."),
            false => DiagnosticResult
                .Warning("The ID token of the latest sign-in has no sid. Signing out elsewhere ends no session here.")
                .WithFix(
                    "Token configuration: add the optional claim sid to ID tokens.",
                    link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.Overview)),
            null => DiagnosticResult.Unknown("Nobody has signed in since the portal started: sign in again to find out."),
        });
}
