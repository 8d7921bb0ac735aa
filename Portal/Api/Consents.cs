using Portal.Access;
using Portal.Auth;
using Portal.Contracts;

namespace Portal.Api;

/// <summary>Reads the state of consent off an on-behalf-of attempt. What could not be checked is unknown, never granted.</summary>
internal static class Consents
{
    /// <param name="token">What the attempt brought; null when it failed.</param>
    /// <param name="problem">What it failed with.</param>
    public static ApiConsent Judge(
        string api, IReadOnlyList<string> scopes, TokenContent? token, ApiProblem? problem, AzureAdSettings azureAd)
    {
        var perScope = scopes.Select(scope => new ScopeConsent(scope, StatusOf(scope, token, problem))).ToList();
        var status = perScope.Find(s => s.Status != ConsentStatus.Granted)?.Status
            ?? (token is null ? ConsentStatus.Unknown : ConsentStatus.Granted);
        return new ApiConsent(api, scopes, status, Explain(api, status, problem), perScope, AdministratorLink(scopes, azureAd));
    }

    private static string StatusOf(string scope, TokenContent? token, ApiProblem? problem) => problem switch
    {
        { Code: ProblemCodes.ConsentRequired, ErrorCode: "AADSTS90094" or "AADSTS90095" } => ConsentStatus.NeedsAdministrator,
        { Code: ProblemCodes.ConsentRequired } => ConsentStatus.NotGranted,
        null when token is not null => Carries(token, scope) ? ConsentStatus.Granted : ConsentStatus.NotGranted,
        _ => ConsentStatus.Unknown,
    };

    // Settings name a scope in full; tokens carry its last part. ".default" stands for all that is granted.
    private static bool Carries(TokenContent token, string scope) =>
        TokenFacts.Read(token.Claims).Scopes is var carried
        && scope[(scope.LastIndexOf('/') + 1)..] is var name
        && (name == ".default" ? carried.Count > 0 : carried.Contains(name, StringComparer.Ordinal));

    private static string Explain(string api, string status, ApiProblem? problem) => status switch
    {
        ConsentStatus.Granted => $"The authority issued a token for {api} on your behalf just now, or a little earlier.",
        ConsentStatus.NeedsAdministrator => $"Only an administrator can allow the portal to call {api} for you.",
        ConsentStatus.NotGranted => $"You have not allowed the portal to call {api} for you, or you took it back.",
        _ => $"It could not be checked: {problem?.Title ?? "the token for it cannot be read"}.",
    };

    public static string AdministratorLink(IReadOnlyList<string> scopes, AzureAdSettings azureAd) =>
        $"{azureAd.Instance?.TrimEnd('/')}/{azureAd.TenantId}/v2.0/adminconsent"
        + $"?client_id={azureAd.ClientId}&scope={Uri.EscapeDataString(string.Join(' ', scopes))}";
}
