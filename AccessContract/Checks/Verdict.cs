using System.Text.Json.Serialization;

namespace AccessContract.Checks;

/// <summary>The expected result of an API’s validations of a token, for one operation.</summary>
/// <param name="Headline">A summary of one or two sentences.</param>
/// <param name="Checks">The result of each validation, in the API's order.</param>
public sealed record Verdict(VerdictState State, string Headline, IReadOnlyList<CheckResult> Checks)
{
    private static readonly Dictionary<string, Func<CheckInput, CheckResult>> KnownChecks = new(StringComparer.Ordinal)
    {
        [CheckNames.Signature] = SignatureCheck.Run,
        [CheckNames.Version] = VersionCheck.Run,
        [CheckNames.Issuer] = IssuerCheck.Run,
        [CheckNames.Audience] = AudienceCheck.Run,
        [CheckNames.Tenant] = TenantCheck.Run,
        [CheckNames.Lifetime] = LifetimeCheck.Run,
        [CheckNames.TokenKind] = TokenKindCheck.Run,
        [CheckNames.Scope] = ScopeCheck.Run,
        [CheckNames.Role] = RoleCheck.Run,
        [CheckNames.AuthenticationContext] = ContextCheck.Run,
        [CheckNames.Revocation] = RevocationCheck.Run,
    };

    /// <summary>The check that fails; null if none does.</summary>
    [JsonIgnore]
    public CheckResult? Failed => Checks.FirstOrDefault(c => c.State == CheckState.Failed);

    /// <summary>Runs the validations in the API's order and stops at the first failure, as the API does.</summary>
    /// <param name="alternatives">The requirements that the operation publishes.</param>
    public static Verdict Of(TokenContent token, ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, DateTimeOffset now)
    {
        var facts = TokenFacts.Read(token);
        var results = new List<CheckResult>(rules.Validations.Count);
        foreach (var validation in rules.Validations)
        {
            results.Add(results.Exists(r => r.State == CheckState.Failed)
                ? NotReached(validation, alternatives)
                : Run(new CheckInput(token, facts, rules, validation, alternatives, now)));
        }

        return Summarize(results, token, rules, now);
    }

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

    private static CheckResult Run(CheckInput input) => KnownChecks.TryGetValue(input.Validation.Name, out var check)
        ? check(input)
        : input.NotChecked([], $"The portal does not support this validation; {input.Api} runs it.");

    private static CheckResult NotReached(Validation validation, IReadOnlyList<AccessAlternative> alternatives) => new(
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

    private static string Passed(ApiRules rules) => rules.Published
        ? $"The token passes every check that {rules.Api} publishes."
        : $"The token passes every usual check; {rules.Api} publishes none of its own.";

    private static Verdict Summarize(List<CheckResult> results, TokenContent token, ApiRules rules, DateTimeOffset now)
    {
        var at = results.FindIndex(r => r.State == CheckState.Failed);
        if (at < 0)
        {
            return results.Exists(r => r.State == CheckState.NotChecked)
                ? new(VerdictState.Unsure, $"Every check that the portal can run passes; {rules.Api} runs the others.", results)
                : new(VerdictState.Allowed, Passed(rules), results);
        }

        // A token of the wrong type can fail at several checks; its type explains more than the check that fails first.
        var failed = results[at];
        var type = TokenFindings.Of(token, now, rules.Skew).FirstOrDefault(f => f.Explains.Contains(failed.Name));
        if (type?.Cause is not { } cause || cause.Code == failed.Cause)
            return new(VerdictState.Refused, failed.Explanation, results);

        results[at] = failed with
        {
            Explanation = $"{type.Explanation} {failed.Explanation}",
            Fix = cause.ToFix(rules.Api),
            Cause = cause.Code,
        };
        return new(VerdictState.Refused, $"{type.Title}. {failed.Explanation}", results);
    }
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
