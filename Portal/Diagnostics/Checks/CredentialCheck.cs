using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the authority accepts the portal's credential, found out by using it.</summary>
internal sealed class CredentialCheck(AppTokenProbe tokens, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Credential, "Credential is accepted")
{
    public const string Name = "credential";

    private const string Setting = "AzureAd:ClientCredentials";

    public override IReadOnlyList<string> After => [DiscoveryCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var attempt = await tokens.AttemptAsync(run, cancellationToken);
        return Evaluate(attempt)
            .With("Tried", $"client credentials, {azureAd.Value.ClientId}/.default")
            .With("Kind", string.Join(", ", azureAd.Value.ClientCredentials.Select(c => c.SourceType)))
            .With("Code", attempt.ErrorCode);
    }

    private DiagnosticResult Evaluate(AppTokenAttempt attempt) => attempt switch
    {
        { Token: not null } => DiagnosticResult.Passed("The portal obtained an app-only token."),
        { LocalFault: { } fault } => DiagnosticResult
            .Failed($"The credential cannot be loaded, so nothing was sent ({fault}).")
            .WithFix("Check that the file, store or managed identity exists and is accessible to this account.", Setting),
        { ErrorCode: { } code } when AadstsCodes.Find(code) is { IsAboutClient: true } known => DiagnosticResult
            .Failed($"{known.Title}.")
            .WithFix(code, SettingOf(code), EntraAdminCenter.Link(azureAd, PageOf(code))),
        { IsRefused: true, ErrorCode: { } code } when AadstsCodes.Find(code) is { } known => DiagnosticResult
            .Passed($"The sign-in service refused an app-only token with an error that is not about the credential: {known.Title}.")
            .WithFix(code, setting: null, link: null),
        { IsRefused: true, ErrorCode: { } code } => DiagnosticResult
            .Unknown("The sign-in service refused an app-only token. Its code does not show whether it accepts the credential.")
            .WithFix(code, setting: null, link: null),
        { IsRefused: true } => DiagnosticResult.Unknown("The sign-in service refused without an error code."),
        _ => DiagnosticResult.Unknown(attempt.Fault ?? "The token endpoint does not respond.").WithFix("Try again in a moment."),
    };

    private static string SettingOf(string code) => code switch
    {
        "AADSTS700016" or "AADSTS700011" or "AADSTS700038" or "AADSTS90112" => "AzureAd:ClientId",
        "AADSTS50049" or "AADSTS90038" or "AADSTS900382" or "AADSTS900432" => "AzureAd:Instance",
        "AADSTS90002" or "AADSTS50194" or "AADSTS900023" or "AADSTS90019" or "AADSTS50059" => "AzureAd:TenantId",
        "AADSTS7000215" or "AADSTS7000222" => "AzureAd:ClientCredentials:0:ClientSecret",
        _ => Setting,
    };

    private static string PageOf(string code) =>
        SettingOf(code) == Setting || SettingOf(code).StartsWith($"{Setting}:", StringComparison.Ordinal)
            ? EntraAdminCenter.Credentials
            : EntraAdminCenter.Overview;
}
