namespace AccessContract.Checks;

/// <summary>The expected result of an API’s validations of a token, for one operation.</summary>
/// <param name="Headline">A summary of one or two sentences.</param>
/// <param name="Cause">The finding that explains the failure; null if there is none.</param>
public sealed record Verdict(VerdictState State, string Headline, IReadOnlyList<CheckOutcome> Outcomes, Finding? Cause = null)
{
    private static readonly Dictionary<string, Func<CheckInput, CheckOutcome>> Checks = new(StringComparer.Ordinal)
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

    /// <summary>The validation that fails.</summary>
    public CheckOutcome? Failed => Outcomes.FirstOrDefault(o => o.State == CheckState.Failed);

    /// <summary>Runs the validations in the API's order and stops at the first failure, as the API does.</summary>
    /// <param name="alternatives">The requirements that the operation publishes.</param>
    public static Verdict Of(TokenContent token, ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, DateTimeOffset now)
    {
        var outcomes = new List<CheckOutcome>(rules.Validations.Count);
        foreach (var validation in rules.Validations)
        {
            outcomes.Add(outcomes.Exists(o => o.State == CheckState.Failed)
                ? NotReached(validation, alternatives)
                : Run(new CheckInput(token, rules, validation, alternatives, now)));
        }

        return Summarize(outcomes, token, rules, now);
    }

    /// <summary>The requirements alone, when there is no token to check.</summary>
    public static Verdict WithoutToken(ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, string reason) =>
        new(VerdictState.NoToken, reason, [.. rules.Validations.Select(v => NotReached(v, alternatives))]);

    private static CheckOutcome Run(CheckInput input) => Checks.TryGetValue(input.Validation.Name, out var check)
        ? check(input)
        : input.NotChecked([], $"The portal does not support this validation; {input.Api} runs it.");

    private static CheckOutcome NotReached(Validation validation, IReadOnlyList<AccessAlternative> alternatives) => new(
        validation,
        CheckState.NotReached,
        validation.Name switch
        {
            CheckNames.Scope => [.. alternatives.SelectMany(w => w.Scopes).Distinct()],
            CheckNames.Role => [.. alternatives.SelectMany(w => w.Roles).Distinct()],
            CheckNames.AuthenticationContext => [.. alternatives.SelectMany(w => w.Contexts ?? []).Distinct()],
            _ => validation.Accepted,
        },
        [],
        "Not reached: an earlier check fails.");

    private static Verdict Summarize(List<CheckOutcome> outcomes, TokenContent token, ApiRules rules, DateTimeOffset now)
    {
        var at = outcomes.FindIndex(o => o.State == CheckState.Failed);
        if (at < 0)
        {
            return outcomes.Exists(o => o.State == CheckState.NotChecked)
                ? new(VerdictState.Unsure, $"Every check that the portal can run passes; {rules.Api} runs the others.", outcomes)
                : new(VerdictState.Opens, $"{rules.Api} accepts this token.", outcomes);
        }

        // A token of the wrong type can fail at several checks; its type explains more than the check that fails first.
        var failed = outcomes[at];
        var cause = TokenFindings.Of(token, now, rules.Skew).FirstOrDefault(f => f.Explains.Contains(failed.Validation.Name));
        if (cause is not null)
            outcomes[at] = failed with { Words = $"{cause.Words} {failed.Words}", Fix = cause.Fix ?? failed.Fix };

        return new(VerdictState.Stops, cause is null ? failed.Words : $"{cause.Title}. {failed.Words}", outcomes, cause);
    }
}

public enum VerdictState
{
    Opens,

    /// <summary>Nothing failed, but some checks can only be run by the API.</summary>
    Unsure,
    Stops,
    NoToken,
}
