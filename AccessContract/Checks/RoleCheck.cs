namespace AccessContract.Checks;

internal static class RoleCheck
{
    private const int MaxListed = 5;

    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Facts.Roles;
        if (input.Alternatives.Count == 0)
            return input.NotChecked(actual, $"{input.Api} publishes no required role for this operation.");
        if (input.Evaluation.Alternative is not { } alternative)
            return input.NotChecked(actual, "The required role depends on the kind of token.");
        if (alternative.Roles.Count == 0)
            return input.Passed(actual, "No role is required.", alternative.Roles);

        var missing = alternative.Roles.Except(actual, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? input.Passed(actual, $"Assigned on {input.Api}, directly or through a group with direct membership.", alternative.Roles)
            : input.Failed(actual, Explain(missing, input), Assign(missing, input), alternative.Roles);
    }

    private static string Explain(List<string> missing, CheckInput input)
    {
        var (token, actual) = (input.Token, input.Facts.Roles);
        if (actual.Any(r => r.Trim().Equals(missing[0], StringComparison.OrdinalIgnoreCase)))
            return $"The roles claim has {missing[0]} with different case or spaces. Role names must match exactly.";
        if (actual.Any(r => r.Split(' ', ',', ';').Contains(missing[0], StringComparer.Ordinal)))
            return $"The roles claim has several roles in one entry, so {missing[0]} is not found. Each role needs its own entry.";
        if (token.Has("role") && !token.Has("roles"))
            return "The roles are in a claim named role; Entra tokens use roles.";

        var message = actual.Count == 0
            ? $"The token has no roles; {And(missing)} is required."
            : $"The token lacks the role {And(missing)}; it has {Listed(actual)}.";
        return input.Facts.TokenKind == TokenKind.User && (token.Has("groups") || GroupOverage.IsIn(token))
            ? $"{message} A role assigned to a group applies only to its direct members, not to members of a nested group."
            : message;
    }

    private static Fix Assign(List<string> missing, CheckInput input) => new(
        FixOwner.Administrator,
        input.Facts.TokenKind == TokenKind.App
            ? $"Assign the app role {And(missing)} of {input.Api} to the application and grant tenant-wide admin consent."
            : $"Assign the app role {And(missing)} of {input.Api} to the user, or to a group of which the user is a direct member. "
                + "It takes effect with the next token.");

    private static string Listed(IReadOnlyList<string> roles) =>
        roles.Count > MaxListed ? $"{roles.Count} other roles" : string.Join(", ", roles);

    private static string And(List<string> names) => string.Join(" and ", names);
}
