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

    /// <summary>Adds the fix for an error code, or where to look up an unknown one; nothing if there is no code.</summary>
    public DiagnosticResult WithFix(string? errorCode, string? setting, string? link) => errorCode is null
        ? this
        : WithFix(AadstsCodes.Find(errorCode)?.Fix ?? UnknownCode(errorCode), setting, link, errorCode);

    private static string UnknownCode(string errorCode) =>
        $"The portal has no explanation of {errorCode}. The sign-in service’s own reference and sign-in log say what it means.";
}
