using AccessContract;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Downstream;

namespace Portal.Consents;

/// <summary>Reads the state of consent off an on-behalf-of attempt. What could not be checked is unknown, never granted.</summary>
internal static class ConsentEvaluation
{
    /// <param name="token">What the attempt brought; null when it failed.</param>
    /// <param name="problem">What it failed with.</param>
    public static ApiConsent Judge(string api, RequestedScopes asked, TokenContent? token, ApiProblem? problem)
    {
        var perScope = asked.Names.Select(scope => new ScopeConsent(scope, StatusOf(scope, asked, token, problem))).ToList();
        var missing = perScope.FindAll(s => s.Status != ConsentStatus.Granted);

        // One scope that takes an administrator makes the whole take one: they are asked for together.
        var status = (missing.Find(s => s.Status == ConsentStatus.NeedsAdministrator) ?? missing.FirstOrDefault())?.Status
            ?? (token is null ? ConsentStatus.Unknown : ConsentStatus.Granted);
        return new ApiConsent(api, asked.Names, status, Explain(api, status, problem), perScope);
    }

    private static string StatusOf(string scope, RequestedScopes asked, TokenContent? token, ApiProblem? problem) => problem switch
    {
        { Code: ProblemCodes.ConsentRequired, AdministratorScopes: { } only } when only.Contains(scope) => ConsentStatus.NeedsAdministrator,
        { Code: ProblemCodes.ConsentRequired } => ConsentStatus.NotGranted,
        null when token is not null && Carries(token, scope) => ConsentStatus.Granted,
        null when token is not null && asked.AdministratorOnly.Contains(scope) => ConsentStatus.NeedsAdministrator,
        null when token is not null => ConsentStatus.NotGranted,
        _ => ConsentStatus.Unknown,
    };

    // Settings name a scope in full; tokens carry its last part. ".default" stands for all that is granted.
    private static bool Carries(TokenContent token, string scope) =>
        TokenFacts.Read(token.Claims).Scopes is var carried
        && ScopeName.Parse(scope).Name is var name
        && (name == ScopeName.Default ? carried.Count > 0 : carried.Contains(name, StringComparer.Ordinal));

    private static string Explain(string api, string status, ApiProblem? problem) => status switch
    {
        ConsentStatus.Granted => $"The authority issued a token for {api} on your behalf just now, or a little earlier.",
        ConsentStatus.NeedsAdministrator => $"Only an administrator can allow the portal to call {api} for you.",
        ConsentStatus.NotGranted => $"You have not allowed the portal to call {api} for you, or you took it back.",
        _ => $"It could not be checked: {problem?.Title ?? "the token for it cannot be read"}.",
    };
}
