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

        var missing = alternative.Scopes.Except(actual, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? input.Passed(actual, "The user or an administrator consented to this scope.", alternative.Scopes)
            : input.Failed(actual, Explain(missing, actual, input.Token), new Fix(
                FixOwner.You, $"Give consent: let the portal call {input.Api} on your behalf with {string.Join(" and ", missing)}."), alternative.Scopes);
    }

    private static string Explain(List<string> missing, IReadOnlyList<string> actual, TokenContent token)
    {
        var name = missing[0];
        if (actual.Any(s => s.Equals(name, StringComparison.OrdinalIgnoreCase)))
            return $"The scp claim has {name} in different case. Scope names must match exactly.";
        if (actual.Any(s => s.EndsWith("/" + name, StringComparison.Ordinal)))
            return $"The scp claim has {name} with the API’s identifier as a prefix; tokens contain only the last part.";
        if (token.First("scp") is { } scp && (scp.Contains($"{name},", StringComparison.Ordinal) || scp.Contains($",{name}", StringComparison.Ordinal) || scp.Contains('\t')))
            return $"The scopes in scp are not separated by single spaces, so {name} is not found.";
        if (token.Has("scope"))
            return "The scopes are in a claim named scope; Entra tokens use scp.";

        return actual.Count == 0
            ? $"The token lacks the scope {string.Join(" and ", missing)}: scp is empty."
            : $"The token lacks the scope {string.Join(" and ", missing)}.";
    }
}
