namespace AccessContract.Checks;

/// <summary>What an API would say to a token, validation by validation, for one operation.</summary>
/// <param name="Headline">The one thing to know, in a sentence or two.</param>
/// <param name="Cause">What the token is, where that explains why it stops; else null.</param>
public sealed record Verdict(VerdictState State, string Headline, IReadOnlyList<CheckOutcome> Outcomes, Finding? Cause = null)
{
    private static readonly Dictionary<string, Func<CheckInput, CheckOutcome>> Checks = new(StringComparer.Ordinal)
    {
        ["signature"] = SignatureCheck.Run,
        ["version"] = VersionCheck.Run,
        ["issuer"] = IssuerCheck.Run,
        ["audience"] = AudienceCheck.Run,
        ["tenant"] = TenantCheck.Run,
        ["lifetime"] = LifetimeCheck.Run,
        ["token_kind"] = TokenKindCheck.Run,
        ["scope"] = ScopeCheck.Run,
        ["role"] = RoleCheck.Run,
        ["authentication_context"] = ContextCheck.Run,
        ["revocation"] = RevocationCheck.Run,
    };

    /// <summary>The validation that the API stops at.</summary>
    public CheckOutcome? Failed => Outcomes.FirstOrDefault(o => o.State == CheckState.Failed);

    /// <summary>Judges a token in the order of the API's own list. The first failure ends it, as it does there.</summary>
    /// <param name="alternatives">The alternatives that the operation publishes.</param>
    public static Verdict Of(TokenContent token, ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, DateTimeOffset now)
    {
        var outcomes = new List<CheckOutcome>(rules.Validations.Count);
        foreach (var validation in rules.Validations)
        {
            outcomes.Add(outcomes.Exists(o => o.State == CheckState.Failed)
                ? NotReached(validation, alternatives)
                : Run(new CheckInput(token, rules, validation, alternatives, now)));
        }

        return Worded(outcomes, token, rules, now);
    }

    /// <summary>The demands alone, where there is no token to judge.</summary>
    public static Verdict WithoutToken(ApiRules rules, IReadOnlyList<AccessAlternative> alternatives, string why) =>
        new(VerdictState.NoToken, why, [.. rules.Validations.Select(v => NotReached(v, alternatives))]);

    private static CheckOutcome Run(CheckInput question) => Checks.TryGetValue(question.Validation.Name, out var check)
        ? check(question)
        : question.NotChecked([], $"The portal does not know this validation; {question.Api} will run it.");

    private static CheckOutcome NotReached(Validation validation, IReadOnlyList<AccessAlternative> alternatives) => new(
        validation,
        CheckState.NotReached,
        validation.Name switch
        {
            "scope" => [.. alternatives.SelectMany(w => w.Scopes).Distinct()],
            "role" => [.. alternatives.SelectMany(w => w.Roles).Distinct()],
            "authentication_context" => [.. alternatives.SelectMany(w => w.Contexts).Distinct()],
            _ => validation.Accepted,
        },
        [],
        "Not reached: an earlier one stops the token.");

    private static Verdict Worded(List<CheckOutcome> outcomes, TokenContent token, ApiRules rules, DateTimeOffset now)
    {
        var at = outcomes.FindIndex(o => o.State == CheckState.Failed);
        if (at < 0)
        {
            return outcomes.Exists(o => o.State == CheckState.NotChecked)
                ? new(VerdictState.Unsure, $"All that can be checked here passes; the rest {rules.Api} decides.", outcomes)
                : new(VerdictState.Opens, $"{rules.Api} lets this token in.", outcomes);
        }

        // A token of the wrong kind fails wherever its kind first shows; what it is says more than where that was.
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

    /// <summary>Nothing failed, and something could not be checked here.</summary>
    Unsure,
    Stops,
    NoToken,
}
