using System.Security.Claims;

namespace AccessContract.Checks;

internal static class RoleCheck
{
    private const int MaxListed = 5;

    private static readonly string[] OtherClaims = ["role", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];

    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Facts.Roles;
        if (input.Alternatives.Count == 0)
            return input.NotChecked(actual, $"{input.Api} publishes no required role for this operation.");
        if (input.Evaluation.Alternative is not { } alternative)
            return input.NotChecked(actual, "The required role depends on the kind of token.");
        if (alternative.Roles.Count == 0)
            return input.Passed(actual, "No role is required.", alternative.Roles);

        if (!input.Evaluation.Failed.Contains(CheckNames.Role))
            return input.Passed(actual, $"Assigned on {input.Api}, directly or through a group with direct membership.", alternative.Roles);

        var missing = alternative.Roles.Except(actual, StringComparer.Ordinal).ToList();
        var (cause, explanation) = Explain(missing, input);
        return input.Failed(cause, actual, explanation, alternative.Roles, missing);
    }

    private static (Cause Cause, string Explanation) Explain(List<string> missing, CheckInput input)
    {
        var (token, actual, name) = (input.Token, input.Facts.Roles, missing[0]);
        if (token.Claims.Any(c => c.Type == "roles" && !IsName(c)))
            return (Causes.RolesForm, "The roles claim is not a list of names: it has an object, a list, a number or JSON in it.");
        if (actual.Any(c => c.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)))
            return (Causes.RoleSpelling, $"The roles claim has {name} with different case or spaces. Role names must match exactly.");
        if (actual.Any(c => c.Split(' ', ',', ';', '|', '\n', '\t').Contains(name, StringComparer.OrdinalIgnoreCase)))
            return (Causes.RolesJoined, $"The roles claim has several roles in one entry, so {name} is not found. Each role needs its own entry.");
        if (!token.Has("roles") && OtherClaims.FirstOrDefault(token.Has) is { } claim)
            return (Causes.RolesInOtherClaim, $"The roles are in a claim named {claim}; Entra tokens use roles.");
        if (actual.FirstOrDefault(c => IsSameName(c, name) || IsPrefixed(c, name)) is { } similar)
            return (Causes.RoleSpelling, $"The roles claim has {similar}; {name} is required. Role names must match exactly.");
        if (actual.Count > 0 && actual.All(c => Guid.TryParse(c, out _)))
            return (Causes.RoleIsId, $"The roles claim has an ID, not the value of an app role such as {name}.");

        var message = actual.Count == 0
            ? $"The token has no roles; {And(missing)} is required."
            : $"The token lacks the role {And(missing)}; it has {Listed(actual)}.";
        if (input.Facts.TokenKind == TokenKind.App)
            return (Causes.AppRoleMissing, message);

        return (Causes.RoleMissing, token.Has("groups") || GroupOverage.IsIn(token)
            ? $"{message} A role assigned to a group applies only to its direct members, not to members of a nested group."
            : message);
    }

    // Orders-Read, Orders_Read, OrdersRead and "Orders Read" are probably meant to be Orders.Read.
    private static bool IsSameName(string actual, string required) =>
        Letters(actual).Equals(Letters(required), StringComparison.OrdinalIgnoreCase);

    // ROLE_Orders.Read, AppB/Orders.Read: the required name behind a prefix, but not a longer name such as My.Orders.Read.
    private static bool IsPrefixed(string actual, string required) =>
        actual.Length > required.Length && actual.EndsWith(required, StringComparison.OrdinalIgnoreCase)
        && actual[actual.Length - required.Length - 1] is '_' or '/' or ':' or '\\' or '#';

    private static bool IsName(Claim claim) => claim.ValueType switch
    {
        TokenContent.StructureType => claim.Value is "null" or "[]",
        ClaimValueTypes.String => claim.Value is not ['[' or '{' or '"', ..],
        _ => false,
    };

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit));

    private static string Listed(IReadOnlyList<string> roles) =>
        roles.Count > MaxListed ? $"{roles.Count} other roles" : string.Join(", ", roles);

    private static string And(List<string> names) => string.Join(" and ", names);
}
