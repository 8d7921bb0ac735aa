using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Problems;

namespace Portal.Diagnostics;

/// <summary>The result of a check. It must not contain a secret, nor the length of one.</summary>
internal sealed record DiagnosticResult(string State, string Text)
{
    public IReadOnlyList<DiagnosticEvidence> Evidence { get; private init; } = [];

    public DiagnosticFix? Fix { get; private init; }

    public static DiagnosticResult Passed(string text) => new(DiagnosticStates.Passed, text);

    public static DiagnosticResult Failed(string text) => new(DiagnosticStates.Failed, text);

    public static DiagnosticResult Warning(string text) => new(DiagnosticStates.Warning, text);

    public static DiagnosticResult Unknown(string text) => new(DiagnosticStates.Unknown, text);

    public static DiagnosticResult NotReached(string text) => new(DiagnosticStates.NotReached, text);

    /// <summary>The result of a check that needs a user's token when nobody is signed in.</summary>
    public static DiagnosticResult NeedsUser() => NotReached("Needs a signed-in administrator: open /setup in a browser.");

    public DiagnosticResult With(string name, string? value) =>
        string.IsNullOrEmpty(value) ? this : this with { Evidence = [.. Evidence, new DiagnosticEvidence(name, value)] };

    public DiagnosticResult WithFix(string text, string? setting = null, string? link = null, string? errorCode = null) =>
        this with { Fix = new DiagnosticFix(text, setting, link, errorCode) };

    /// <summary>Adds the fix for a known error code; nothing for an unknown one.</summary>
    public DiagnosticResult WithFix(string? errorCode, string? setting, string? link) =>
        AadstsCodes.Find(errorCode) is { } known ? WithFix(known.Fix, setting, link, errorCode) : this;
}
