using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the authority takes the portal for who it says it is: tried, not guessed.</summary>
internal sealed class CredentialCheck(AppTokenProbe tokens, IOptions<AzureAdSettings> azureAd)
    : DiagnosticCheck(Name, SetupGroups.Credential, "Credential is accepted")
{
    public const string Name = "credential";

    private const string Setting = "AzureAd:ClientCredentials";

    // The authority says these before it has looked at the credential, or because of it.
    private static readonly HashSet<string> AboutTheClient = new(StringComparer.Ordinal)
    {
        "AADSTS7000215", "AADSTS7000222", "AADSTS7000218", "AADSTS700025", "AADSTS700021", "AADSTS700023", "AADSTS700024",
        "AADSTS700027", "AADSTS700016", "AADSTS7000229", "AADSTS7000112", "AADSTS90002", "AADSTS50194",
    };

    public override IReadOnlyList<string> After => [DiscoveryCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var attempt = await tokens.AttemptAsync(run, cancellationToken);
        return Judge(attempt)
            .With("Tried", $"client credentials, {azureAd.Value.ClientId}/.default")
            .With("Kind", string.Join(", ", azureAd.Value.ClientCredentials.Select(c => c.SourceType)))
            .With("Code", attempt.ErrorCode);
    }

    private DiagnosticResult Judge(AppTokenAttempt attempt) => attempt switch
    {
        { Token: not null } => DiagnosticResult.Passed("The authority gave the portal a token of its own just now."),
        { LocalFault: { } fault } => DiagnosticResult
            .Failed($"It cannot be loaded here, so nothing was sent ({fault}).")
            .FixOwners("See that the file, store or managed identity that it names exists and can be read by this account.", Setting),
        { ErrorCode: { } code } when AboutTheClient.Contains(code) => DiagnosticResult
            .Failed($"{AadstsCodes.Find(code)?.Title ?? "The authority refused the portal"}.")
            .FixOwners(code, SettingOf(code), EntraAdminCenter.Link(azureAd, PageOf(code))),
        { Answered: true, ErrorCode: { } code } => DiagnosticResult
            .Passed("The authority knows the portal. It gave no token for another reason, which on-behalf-of does not depend on.")
            .FixOwners(code, setting: null, link: null),
        { Answered: true } => DiagnosticResult.Unknown("The authority refused without a code."),
        _ => DiagnosticResult.Unknown("The token endpoint does not answer.").FixOwners("Try again in a moment."),
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
