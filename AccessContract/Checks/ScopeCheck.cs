namespace AccessContract.Checks;

internal static class ScopeCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Facts.Scopes;
        if (input.Alternatives.Count == 0)
            return input.NotChecked(actual, $"{input.Api} publishes no required scope for this operation.");
        if (input.Evaluation.Alternative is not { } alternative)
            return input.NotChecked(actual, "The required scope depends on the kind of token.");
        if (alternative.Scopes.Count == 0)
        {
            return input.Passed(
                actual,
                alternative.TokenKind == TokenKind.App
                    ? "App-only tokens have no scopes; access depends on their roles."
                    : "No scope is required.",
                alternative.Scopes);
        }

        if (!input.Evaluation.Failed.Contains(CheckNames.Scope))
            return input.Passed(actual, "The token has it: the user or an administrator consented, or the API pre-authorizes the client.", alternative.Scopes);

        var missing = alternative.Scopes.Except(actual, StringComparer.Ordinal).ToList();
        var (cause, explanation) = Explain(missing, input);
        return input.Failed(cause, actual, explanation, alternative.Scopes, missing);
    }

    private static (Cause Cause, string Explanation) Explain(List<string> missing, CheckInput input)
    {
        var (name, actual) = (missing[0], input.Facts.Scopes);
        if (actual.Any(c => c.Equals(name, StringComparison.OrdinalIgnoreCase)))
            return (Causes.ScopeSpelling, $"The scp claim has {name} in different case. Scope names must match exactly.");
        if (actual.Any(c => c.EndsWith("/" + name, StringComparison.Ordinal)))
            return (Causes.ScopeForm, $"The scp claim has {name} with the API’s identifier as a prefix; tokens contain only the last part.");
        if (actual.Any(c => NameWithin.Is(name, Uri.UnescapeDataString(c))))
            return (Causes.ScopeForm, $"The scopes in scp are not separated by single spaces, so {name} is not found.");
        if (actual.Any(c => c is ".default" || c.EndsWith("/.default", StringComparison.Ordinal)))
            return (Causes.ScopeForm, "The scp claim has .default. A client requests it; tokens list the scopes that were granted.");
        if (actual.Count == 0 && input.Token.Has("scope"))
            return (Causes.ScopesInOtherClaim, "The scopes are in a claim named scope; Entra tokens use scp.");
        // Several APIs can use the same name for a scope.
        var foreign = actual.Except(OwnScopes(input), StringComparer.Ordinal).ToList();
        if (input.Rules.Apps.FirstOrDefault(a => foreign.Intersect(a.Scopes, StringComparer.Ordinal).Any()) is { } other)
        {
            return (Causes.ScopeOfOtherApi, $"The token lacks the scope {And(missing)}; it has {And([.. actual])}, a scope of {other.Name}. "
                + "The client requested the scope of another API.");
        }

        var found = actual.Count == 0
            ? $"The token lacks the scope {And(missing)}: scp is empty."
            : $"The token lacks the scope {And(missing)}.";
        var client = input.Token.First("azp") ?? input.Token.First("appid");
        return input.Rules.Client is { } own && client is not null && client != own
            ? (Causes.ScopeNotRequested, $"{found} The client {client} requested it.")
            : (Causes.ScopeMissing, found);
    }

    private static IEnumerable<string> OwnScopes(CheckInput input) =>
        input.Rules.Apps.Where(a => a.Name == input.Api).SelectMany(a => a.Scopes).Concat(input.Alternatives.SelectMany(a => a.Scopes));

    private static string And(List<string> names) => string.Join(" and ", names);
}
