using AccessContract;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether tokens for the portal's own API have the version and audience that it accepts.</summary>
internal sealed class OwnTokenCheck(AppTokenProbe tokens, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Registration, "Tokens for /api")
{
    public const string Name = "registration.token";

    public override IReadOnlyList<string> After => [CredentialCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var token = run.User is { } user
            ? TokenContent.OfClaims([.. user.Claims])
            : (await tokens.AttemptAsync(run, cancellationToken)).Token;
        if (token is null)
            return DiagnosticResult.Unknown("There is no token to examine.");

        return Evaluate(token)
            .With("Examined", run.User is null ? "an app-only token of the portal" : "your token for the portal")
            .With("aud", string.Join(", ", token.All("aud")))
            .With("ver", token.First("ver"));
    }

    private DiagnosticResult Evaluate(TokenContent token)
    {
        if (token.First("ver") != "2.0")
        {
            return DiagnosticResult.Failed(token.First("ver") == "1.0"
                ? "They are v1 tokens, which /api does not accept."
                : "Their ver is not 2.0, which /api requires.")
                .WithFix("Manifest of the registration: api.requestedAccessTokenVersion = 2.", link: EntraAdminCenter.Link(azureAd, EntraAdminCenter.Overview));
        }

        return token.All("aud") is [var audience] && audience.Equals(azureAd.Value.ClientId, StringComparison.OrdinalIgnoreCase)
            ? DiagnosticResult.Passed("They are v2 tokens for the portal’s client ID, as /api requires.")
            : DiagnosticResult.Failed("They are for another audience than the portal’s client ID, which /api does not accept.")
                .WithFix("Set it to the application (client) ID of the portal’s registration.", "AzureAd:ClientId");
    }
}
