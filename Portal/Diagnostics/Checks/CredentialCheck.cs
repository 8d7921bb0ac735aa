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

    // Errors that concern the client or its credential.
    private static readonly HashSet<string> AboutTheClient = new(StringComparer.Ordinal)
    {
        "AADSTS7000215", "AADSTS7000222", "AADSTS7000218", "AADSTS700025", "AADSTS700021", "AADSTS700023", "AADSTS700024",
        "AADSTS700027", "AADSTS700016", "AADSTS7000229", "AADSTS7000112", "AADSTS90002", "AADSTS50194",
    };

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
        { ErrorCode: { } code } when AboutTheClient.Contains(code) => DiagnosticResult
            .Failed($"{AadstsCodes.Find(code)?.Title ?? "The sign-in service refused the portal"}.")
            .WithFix(code, SettingOf(code), EntraAdminCenter.Link(azureAd, PageOf(code))),
        { IsRefused: true, ErrorCode: { } code } => DiagnosticResult
            .Passed("The sign-in service accepts the credential. It refused the token for another reason, which does not affect on-behalf-of.")
            .WithFix(code, setting: null, link: null),
        { IsRefused: true } => DiagnosticResult.Unknown("The sign-in service refused without an error code."),
        _ => DiagnosticResult.Unknown("The token endpoint does not respond.").WithFix("Try again in a moment."),
    };

    private static string SettingOf(string code) => code switch
    {
        "AADSTS700016" => "AzureAd:ClientId",
        "AADSTS90002" or "AADSTS50194" => "AzureAd:TenantId",
        "AADSTS7000215" or "AADSTS7000222" => "AzureAd:ClientCredentials:0:ClientSecret",
        _ => Setting,
    };

    private static string PageOf(string code) =>
        code is "AADSTS700016" or "AADSTS90002" or "AADSTS50194" ? EntraAdminCenter.Overview : EntraAdminCenter.Credentials;
}
