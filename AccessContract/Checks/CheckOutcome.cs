namespace AccessContract.Checks;

/// <summary>The outcome of one validation.</summary>
/// <param name="Demanded">The accepted values; empty where the requirement is not a list of values.</param>
/// <param name="Carried">The values in the token.</param>
/// <param name="Words">What the outcome means.</param>
/// <param name="Code">The code of an API's refusal, see <see cref="RefusalCodes"/>; null unless the check failed.</param>
/// <param name="Fix">Who can fix the failure, and how; null unless the check failed.</param>
public sealed record CheckOutcome(
    Validation Validation,
    CheckState State,
    IReadOnlyList<string> Demanded,
    IReadOnlyList<string> Carried,
    string Words,
    Fix? Fix = null,
    string? Code = null);

public enum CheckState
{
    Passed,
    Failed,

    /// <summary>Only the API can check this. Never treated as passed.</summary>
    NotChecked,

    /// <summary>An earlier check failed, so the API does not reach this one.</summary>
    NotReached,
}

/// <param name="Setting">The name of the setting to change.</param>
public sealed record Fix(FixOwner By, string Words, string? Setting = null);

public enum FixOwner
{
    You,
    Administrator,
    Developer,
}
