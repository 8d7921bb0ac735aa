namespace AccessContract.Checks;

/// <summary>What one validation says of a token.</summary>
/// <param name="Demanded">The values that would do; empty where the demand is no list of values.</param>
/// <param name="Carried">The values that the token has in their place.</param>
/// <param name="Words">What the outcome means.</param>
/// <param name="Fix">Who can fix it and how; null unless it failed.</param>
public sealed record CheckOutcome(
    Validation Validation,
    CheckState State,
    IReadOnlyList<string> Demanded,
    IReadOnlyList<string> Carried,
    string Words,
    Fix? Fix = null);

public enum CheckState
{
    Passed,
    Failed,

    /// <summary>It could not be judged here; the API will. Never taken for a pass.</summary>
    NotChecked,

    /// <summary>An earlier one failed, so the API does not get this far.</summary>
    NotReached,
}

/// <param name="Setting">The setting to change, by its name.</param>
public sealed record Fix(FixOwner By, string Words, string? Setting = null);

public enum FixOwner
{
    You,
    Administrator,
    Developer,
}
