using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Access;

/// <summary>
/// The roles that require a stronger sign-in: by role, the authentication context that <c>acrs</c> must contain. None
/// by default. <c>--AppB:StepUp:Reports.Read=c1</c> sets one.
/// </summary>
public sealed class StepUpOptions
{
    public const string SectionName = "StepUp";

    public IDictionary<string, string> Contexts { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The contexts that this alternative requires; none for an application, which cannot do MFA.</summary>
    public IReadOnlyList<string> For(AccessAlternative alternative) => alternative.TokenKind == TokenKind.User
        ? [.. alternative.Roles.Where(Contexts.ContainsKey).Select(r => Contexts[r]).Distinct()]
        : [];
}

internal sealed partial class StepUpValidator : IValidateOptions<StepUpOptions>
{
    public ValidateOptionsResult Validate(string? name, StepUpOptions options)
    {
        var wrong = options.Contexts
            .Where(c => !AccessRules.RoleDescriptions.ContainsKey(c.Key)
                || c.Key == AccessRules.OrdersReadAll
                || !Context().IsMatch(c.Value))
            .Select(c => $"StepUp:{c.Key} is {c.Value}. The key must be an app role for users, the value an authentication context: c1 to c99.")
            .ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    [GeneratedRegex("^c[1-9][0-9]?$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Context();
}
