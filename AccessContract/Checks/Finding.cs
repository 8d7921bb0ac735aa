using System.Text.Json.Serialization;

namespace AccessContract.Checks;

/// <summary>A notable property of a token, found without knowing which API it is sent to.</summary>
/// <param name="Code">A stable code; that of one of the <see cref="Causes"/> if it can cause a refusal.</param>
/// <param name="Fix">Null for a note.</param>
public sealed record Finding(string Code, FindingWeight Weight, string Title, string Explanation, Fix? Fix = null)
{
    private const string AnyApi = "the API";

    /// <summary>The cause, with its fix; null for a note.</summary>
    [JsonIgnore]
    public Cause? Cause { get; private init; }

    /// <summary>The checks whose failure the finding explains; usually none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Explains { get; init; } = [];

    internal static Finding Note(string code, string title, string explanation) =>
        new(code, FindingWeight.Note, title, explanation);

    internal static Finding Warning(Cause cause, string explanation) => Of(cause, FindingWeight.Warning, explanation);

    internal static Finding Fault(Cause cause, string explanation) => Of(cause, FindingWeight.Fault, explanation);

    private static Finding Of(Cause cause, FindingWeight weight, string explanation) =>
        new(cause.Code, weight, cause.Title, explanation, cause.ToFix(AnyApi)) { Cause = cause };
}

[JsonConverter(typeof(JsonStringEnumConverter<FindingWeight>))]
public enum FindingWeight
{
    /// <summary>Information only.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>A frequent cause of refusals.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>No API should accept such a token.</summary>
    [JsonStringEnumMemberName("fault")]
    Fault,
}
