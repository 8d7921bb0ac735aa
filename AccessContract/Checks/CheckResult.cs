using System.Text.Json.Serialization;

namespace AccessContract.Checks;

/// <summary>The result of one of an API's checks for one token.</summary>
/// <param name="Name">One of <see cref="CheckNames"/>, or a name that only the API knows.</param>
/// <param name="Requirement">The requirement, as a sentence of the API.</param>
/// <param name="Required">The accepted values; empty where the requirement is not a list of values.</param>
/// <param name="Actual">The values in the token.</param>
/// <param name="Explanation">What the result means.</param>
/// <param name="Fix">Who can fix the failure, and how; null unless the check failed.</param>
/// <param name="Code">The code of an API's refusal, see <see cref="RefusalCodes"/>; null unless the check failed.</param>
/// <param name="Cause">The code of one of the <see cref="Causes"/>; null unless the check failed.</param>
public sealed record CheckResult(
    string Name,
    CheckState State,
    string Requirement,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> Actual,
    string Explanation,
    Fix? Fix = null,
    string? Code = null,
    string? Cause = null);

[JsonConverter(typeof(JsonStringEnumConverter<CheckState>))]
public enum CheckState
{
    [JsonStringEnumMemberName("passed")]
    Passed,

    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Only the API can check this. Never treated as passed.</summary>
    [JsonStringEnumMemberName("not_checked")]
    NotChecked,

    /// <summary>An earlier check failed, so the API does not reach this one.</summary>
    [JsonStringEnumMemberName("not_reached")]
    NotReached,
}
