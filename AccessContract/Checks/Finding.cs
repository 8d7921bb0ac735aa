namespace AccessContract.Checks;

/// <summary>A notable property of a token, found without knowing which API it is sent to.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Explains">The validations whose failure the finding explains; usually none.</param>
/// <param name="Fix">How to fix it, if it causes a failure.</param>
public sealed record Finding(
    string Code, FindingWeight Weight, string Title, string Words, IReadOnlyList<string> Explains, Fix? Fix = null)
{
    internal static Finding Note(string code, string title, string explanation) =>
        new(code, FindingWeight.Note, title, explanation, []);

    internal static Finding Warning(string code, string title, string explanation) =>
        new(code, FindingWeight.Warning, title, explanation, []);

    internal static Finding Fault(string code, string title, string explanation) =>
        new(code, FindingWeight.Fault, title, explanation, []);
}

public enum FindingWeight
{
    /// <summary>Information only.</summary>
    Note,

    /// <summary>A frequent cause of refusals.</summary>
    Warning,

    /// <summary>No API should accept such a token.</summary>
    Fault,
}
