using AccessContract;
using AccessContract.Checks;

namespace Portal.Access;

/// <summary>Says where an operation requires more than a token. The portal sends a token only.</summary>
internal static class OtherCredentials
{
    /// <summary>The name of the added check.</summary>
    public const string Check = "other_credentials";

    /// <summary>Adds a check that only the API can run, if the alternative for this token requires other credentials.</summary>
    public static Verdict AddTo(
        Verdict verdict, TokenFacts token, string api, IReadOnlyList<AccessAlternative> alternatives)
    {
        if (verdict.State == VerdictState.Refused
            || AccessEvaluation.Of(token, alternatives).Alternative?.OtherCredentials is not { Count: > 0 } required)
        {
            return verdict;
        }

        var credentials = string.Join(" and ", required);
        return verdict with
        {
            State = VerdictState.Unsure,
            Headline = $"The token passes, but {api} also requires {credentials}. The portal sends only the token, so the call may be refused.",
            Checks =
            [
                .. verdict.Checks,
                new CheckResult(
                    Check,
                    CheckState.NotChecked,
                    $"The call also carries {credentials}.",
                    required,
                    [],
                    $"The portal does not send {credentials}. Only a call shows whether {api} requires it."),
            ],
        };
    }
}
