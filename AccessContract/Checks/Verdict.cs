using System.Text.Json.Serialization;

namespace AccessContract.Checks;

/// <summary>The expected result of an API’s validations of a token, for one operation.</summary>
/// <param name="Headline">A summary of one or two sentences.</param>
/// <param name="Checks">The result of each validation, in the API's order.</param>
public sealed record Verdict(VerdictState State, string Headline, IReadOnlyList<CheckResult> Checks)
{
    /// <summary>The check that fails; null if none does.</summary>
    [JsonIgnore]
    public CheckResult? Failed => Checks.FirstOrDefault(c => c.State == CheckState.Failed);

    /// <summary>The verdict on one operation; for several, see <see cref="TokenChecks"/>.</summary>
    /// <param name="alternatives">The requirements that the operation publishes.</param>
    public static Verdict Of(TokenContent token, ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, DateTimeOffset now) =>
        new TokenChecks(token, rules, now).Run(alternatives);

    /// <summary>The requirements alone, when there is no token to check.</summary>
    public static Verdict WithoutToken(ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, string reason) =>
        new(VerdictState.NoToken, reason, [.. rules.Validations.Select(v => NotReached(v, alternatives) with { Explanation = "Not reached: there is no token." })]);

    /// <summary>For a token in a format that only the API can read.</summary>
    public static Verdict Unreadable(ApiRules rules, IReadOnlyList<AccessAlternative> alternatives)
    {
        var reason = $"The portal cannot read this token; {rules.Api} may be able to.";
        return new(VerdictState.Unsure, reason,
        [
            .. rules.Validations.Select(v => NotReached(v, alternatives) with
            {
                State = CheckState.NotChecked,
                Explanation = reason,
            }),
        ]);
    }

    internal static CheckResult NotReached(Validation validation, IReadOnlyList<AccessAlternative> alternatives) => new(
        validation.Name,
        CheckState.NotReached,
        validation.Demand,
        validation.Name switch
        {
            CheckNames.Scope => [.. alternatives.SelectMany(a => a.Scopes).Distinct()],
            CheckNames.Role => [.. alternatives.SelectMany(a => a.Roles).Distinct()],
            CheckNames.AuthenticationContext => [.. alternatives.SelectMany(a => a.Contexts ?? []).Distinct()],
            _ => validation.Accepted,
        },
        [],
        "Not reached: an earlier check fails.");
}

[JsonConverter(typeof(JsonStringEnumConverter<VerdictState>))]
public enum VerdictState
{
    [JsonStringEnumMemberName("allowed")]
    Allowed,

    /// <summary>No check failed, but some can only be run by the API.</summary>
    [JsonStringEnumMemberName("unsure")]
    Unsure,

    [JsonStringEnumMemberName("refused")]
    Refused,

    [JsonStringEnumMemberName("no_token")]
    NoToken,
}
