using AccessContract.Checks;
using Portal.Contracts.Problems;

namespace Portal.Components.Diagnostics;

/// <summary>A code that a problem can show: the portal's own, or one of the sign-in service.</summary>
/// <param name="Subject">The heading of its list.</param>
/// <param name="Who">Who can fix it; null if it depends.</param>
public sealed record ExplainedCode(string Code, string Subject, string Title, string Meaning, string Fix, FixOwner? Who)
{
    /// <summary>Whether it is a code of the sign-in service, which has its own reference.</summary>
    public bool IsOfSignInService => Subject != ProblemCodeTexts.Subject;
}

internal static class ExplainedCodes
{
    /// <summary>The portal's own codes first.</summary>
    public static IReadOnlyList<ExplainedCode> All { get; } =
    [
        .. ProblemCodeTexts.All,
        .. AadstsCodes.All.Select(c => new ExplainedCode(c.Code, c.Subject, c.Title, c.Meaning, c.Fix, c.Who)),
    ];

    /// <summary>The codes whose texts contain every word, ignoring case.</summary>
    public static IReadOnlyList<ExplainedCode> Search(string text)
    {
        var terms = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. All.Where(code => terms.All(term =>
                $"{code.Code} {code.Subject} {code.Title} {code.Meaning} {code.Fix}".Contains(term, StringComparison.OrdinalIgnoreCase))),
        ];
    }
}
