using System.Text.RegularExpressions;
using AccessContract.Checks;
using Portal.Contracts.Access;
using Portal.Contracts.Tokens;

namespace Portal.Access;

/// <summary>Converts verdicts and findings to wire types.</summary>
internal static partial class InspectionMapper
{
    public static TokenVerdict Of(Verdict verdict) => new(
        verdict.State switch
        {
            VerdictState.Opens => VerdictStates.Allowed,
            VerdictState.Unsure => VerdictStates.Unsure,
            VerdictState.Stops => VerdictStates.Refused,
            _ => VerdictStates.NoToken,
        },
        verdict.Headline,
        verdict.Failed?.Validation.Name,
        [.. verdict.Outcomes.Select(Of)],
        verdict.Cause?.Code);

    public static TokenFinding Of(Finding finding) => new(
        finding.Code,
        finding.Weight switch
        {
            FindingWeight.Fault => FindingWeights.Fault,
            FindingWeight.Warning => FindingWeights.Warning,
            _ => FindingWeights.Note,
        },
        finding.Title,
        finding.Words);

    private static CheckResult Of(CheckOutcome outcome) => new(
        outcome.Validation.Name,
        Title(outcome.Validation.Name),
        outcome.State switch
        {
            CheckState.Passed => CheckStates.Passed,
            CheckState.Failed => CheckStates.Failed,
            CheckState.NotChecked => CheckStates.NotChecked,
            _ => CheckStates.NotReached,
        },
        outcome.Validation.Demand,
        outcome.Demanded,
        outcome.Carried,
        outcome.Words,
        outcome.Fix is { } fix ? new CheckFix(OwnerName(fix.By), fix.Words, fix.Setting) : null);

    private static string OwnerName(FixOwner by) => by switch
    {
        FixOwner.You => FixOwners.You,
        FixOwner.Administrator => FixOwners.Administrator,
        _ => FixOwners.Developer,
    };

    private static string Title(string name) => name switch
    {
        "token_kind" => "Kind of token",
        "role" => "App role",
        _ => char.ToUpperInvariant(name[0]) + Separators().Replace(name[1..], " "),
    };

    [GeneratedRegex("[_-]+", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Separators();
}
