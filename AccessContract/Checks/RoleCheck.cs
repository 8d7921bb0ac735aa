namespace AccessContract.Checks;

internal static class RoleCheck
{
    public static CheckOutcome Run(CheckInput question)
    {
        var carried = question.Roles;
        if (question.Alternatives.Count == 0)
            return question.NotChecked(carried, $"{question.Api} publishes no role for this.");
        if (question.Alternative is not { } way)
            return question.NotChecked(carried, "Which role is needed depends on the kind of token.");
        if (way.Roles.Count == 0)
            return question.Passed(carried, "This needs no role.", way.Roles);

        var missing = way.Roles.Except(carried, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? question.Passed(carried, $"Assigned on {question.Api}, directly or through a group with direct membership.", way.Roles)
            : question.Failed(carried, Words(missing, question), Assign(missing, question), way.Roles);
    }

    private static string Words(List<string> missing, CheckInput question)
    {
        var (token, carried) = (question.Token, question.Roles);
        if (carried.Any(c => c.Trim().Equals(missing[0], StringComparison.OrdinalIgnoreCase)))
            return $"Its roles have {missing[0]} in other letters: case and spaces count.";
        if (carried.Any(c => c.Split(' ', ',', ';').Contains(missing[0], StringComparer.Ordinal)))
            return $"Its roles name several in one entry; each role is an entry of its own, so {missing[0]} is not found.";
        if (token.Has("role") && !token.Has("roles"))
            return "Its roles stand in a claim called role; Entra’s tokens, and APIs for them, use roles.";

        var without = carried.Count == 0
            ? $"It carries no roles, and needs {And(missing)}."
            : $"It lacks the role {And(missing)}.";
        return question.Kind == TokenKind.User && (token.Has("groups") || GroupOverage.IsIn(token))
            ? $"{without} Being in groups is not enough: a role given to a group counts for its direct members, not for those of a group inside it."
            : without;
    }

    private static Fix Assign(List<string> missing, CheckInput question) => new(
        FixOwner.Administrator,
        question.Kind == TokenKind.App
            ? $"Give the application the app role {And(missing)} of {question.Api}, and consent to it for the tenant."
            : $"Assign the app role {And(missing)} of {question.Api} to the user, or to a group that the user is a direct member of. It counts from the next token on.");

    private static string And(List<string> names) => string.Join(" and ", names);
}
