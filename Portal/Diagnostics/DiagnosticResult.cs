using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Problems;

namespace Portal.Diagnostics;

/// <summary>What a check found. Whoever makes one puts no secret into it, not even its length.</summary>
internal sealed record DiagnosticResult(string State, string Words)
{
    public IReadOnlyList<DiagnosticEvidence> Evidence { get; private init; } = [];

    public DiagnosticFix? Fix { get; private init; }

    public static DiagnosticResult Passed(string words) => new(DiagnosticStates.Passed, words);

    public static DiagnosticResult Failed(string words) => new(DiagnosticStates.Failed, words);

    public static DiagnosticResult Warning(string words) => new(DiagnosticStates.Warning, words);

    public static DiagnosticResult Unknown(string words) => new(DiagnosticStates.Unknown, words);

    public static DiagnosticResult NotReached(string words) => new(DiagnosticStates.NotReached, words);

    /// <summary>What a person's token is needed for, where nobody is signed in.</summary>
    public static DiagnosticResult NeedsPerson() => NotReached("Needs a signed-in administrator: open /setup in a browser.");

    public DiagnosticResult With(string name, string? value) =>
        string.IsNullOrEmpty(value) ? this : this with { Evidence = [.. Evidence, new DiagnosticEvidence(name, value)] };

    public DiagnosticResult FixOwners(string words, string? setting = null, string? link = null, string? errorCode = null) =>
        this with { Fix = new DiagnosticFix(words, setting, link, errorCode) };

    /// <summary>What the table of the authority's codes says can be done; nothing for a code that it does not have.</summary>
    public DiagnosticResult FixOwners(string? errorCode, string? setting, string? link) =>
        AadstsCodes.Find(errorCode) is { } known ? FixOwners(known.Fix, setting, link, errorCode) : this;
}
