namespace AccessContract.Checks;

internal static class ScopeCheck
{
    public static CheckOutcome Run(CheckInput question)
    {
        var carried = question.Scopes;
        if (question.Alternatives.Count == 0)
            return question.NotChecked(carried, $"{question.Api} publishes no scope for this.");
        if (question.Alternative is not { } way)
            return question.NotChecked(carried, "Which scope is needed depends on the kind of token.");
        if (way.Scopes.Count == 0)
        {
            return question.Passed(
                carried, way.Kind == TokenKind.App ? "An application’s token needs no scope; its role decides." : "This needs no scope.", way.Scopes);
        }

        var missing = way.Scopes.Except(carried, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? question.Passed(carried, "The user, or an administrator, allowed the client to do this.", way.Scopes)
            : question.Failed(carried, Words(missing, carried, question.Token), new Fix(
                FixOwner.You, $"Allow it: the authority asks whether the portal may use {question.Api} for you with {string.Join(" and ", missing)}."), way.Scopes);
    }

    private static string Words(List<string> missing, IReadOnlyList<string> carried, TokenContent token)
    {
        var name = missing[0];
        if (carried.Any(c => c.Equals(name, StringComparison.OrdinalIgnoreCase)))
            return $"Its scp has {name} in other letters: case counts.";
        if (carried.Any(c => c.EndsWith("/" + name, StringComparison.Ordinal)))
            return $"Its scp has {name} with the API’s name before it; tokens carry the last part alone.";
        if (token.First("scp") is { } scp && (scp.Contains($"{name},", StringComparison.Ordinal) || scp.Contains($",{name}", StringComparison.Ordinal) || scp.Contains('\t')))
            return $"Its scp is parted by something else than single spaces, so {name} is not found in it.";
        if (token.Has("scope"))
            return "Its scopes stand in a claim called scope; Entra’s tokens, and APIs for them, use scp.";

        return carried.Count == 0
            ? $"It lacks the scope {string.Join(" and ", missing)}: its scp is empty."
            : $"It lacks the scope {string.Join(" and ", missing)}.";
    }
}
