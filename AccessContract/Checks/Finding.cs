namespace AccessContract.Checks;

/// <summary>A situation that a token is recognised to be in.</summary>
/// <param name="Code">A stable word.</param>
/// <param name="Explains">The validations whose failure it accounts for; most account for none.</param>
/// <param name="Fix">What to do about it, where it is the cause of a failure.</param>
public sealed record Finding(
    string Code, FindingWeight Weight, string Title, string Words, IReadOnlyList<string> Explains, Fix? Fix = null)
{
    internal static Finding Note(string code, string title, string words) => new(code, FindingWeight.Note, title, words, []);

    internal static Finding Warning(string code, string title, string words) => new(code, FindingWeight.Warning, title, words, []);

    internal static Finding Fault(string code, string title, string words) => new(code, FindingWeight.Fault, title, words, []);
}

public enum FindingWeight
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Often the reason for surprises.</summary>
    Warning,

    /// <summary>No API should accept such a token.</summary>
    Fault,
}
