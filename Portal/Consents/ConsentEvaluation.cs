using AccessContract;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Downstream;

namespace Portal.Consents;

/// <summary>
/// Derives the status of consent from an on-behalf-of exchange. Consent that could not be checked is unknown, never granted.
/// </summary>
internal static class ConsentEvaluation
{
    /// <param name="token">The token that the exchange returned; null if it failed.</param>
    /// <param name="problem">Why the exchange failed.</param>
    public static ApiConsent Evaluate(string api, RequestedScopes requested, TokenContent? token, ApiProblem? problem)
    {
        var perScope = requested.Names.Select(scope => new ScopeConsent(scope, StatusOf(scope, requested, token, problem))).ToList();
        var missing = perScope.FindAll(s => s.Status != ConsentStatus.Granted);

        // All scopes are requested together, so one that needs an administrator makes the whole request need one.
        var status = (missing.Find(s => s.Status == ConsentStatus.NeedsAdministrator) ?? missing.FirstOrDefault())?.Status
            ?? (token is null ? ConsentStatus.Unknown : ConsentStatus.Granted);
        return new ApiConsent(api, requested.Names, status, Explain(api, status, problem), perScope);
    }

    private static string StatusOf(string scope, RequestedScopes requested, TokenContent? token, ApiProblem? problem) => problem switch
    {
        { Code: ProblemCodes.ConsentRequired, AdministratorScopes: { } only } when only.Contains(scope) => ConsentStatus.NeedsAdministrator,
        { Code: ProblemCodes.ConsentRequired } => ConsentStatus.NotGranted,
        null when token is not null && HasScope(token, scope) => ConsentStatus.Granted,
        null when token is not null && requested.AdministratorOnly.Contains(scope) => ConsentStatus.NeedsAdministrator,
        null when token is not null => ConsentStatus.NotGranted,
        _ => ConsentStatus.Unknown,
    };

    // Configured scopes include the resource; tokens contain only the last part. ".default" means every consented
    // scope.
    private static bool HasScope(TokenContent token, string scope) =>
        TokenFacts.Read(token.Claims).Scopes is var actual
        && ScopeName.Parse(scope).Name is var name
        && (name == ScopeName.Default ? actual.Count > 0 : actual.Contains(name, StringComparer.Ordinal));

    private static string Explain(string api, string status, ApiProblem? problem) => status switch
    {
        ConsentStatus.Granted => $"The sign-in service has issued a token for {api} on your behalf.",
        ConsentStatus.NeedsAdministrator => $"The token for {api} does not have the scope. By the portal’s settings, only an administrator can consent to it.",
        ConsentStatus.NotGranted => $"No consent found: the sign-in service issued no token for {api} with the requested scope.",
        _ => $"The consent could not be checked: {problem?.Title ?? "the token cannot be read"}.",
    };
}
