using System.Text.Json.Serialization;

namespace AccessContract.Checks;

/// <summary>A notable property of a token, found without knowing which API it is sent to.</summary>
/// <param name="Code">A stable code.</param>
public sealed record Finding(string Code, FindingWeight Weight, string Title, string Explanation)
{
    /// <summary>The checks whose failure the finding explains; usually none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Explains { get; init; } = [];

    /// <summary>How to fix it, if it causes a failure.</summary>
    [JsonIgnore]
    public Fix? Fix { get; init; }

    internal static Finding Note(string code, string title, string explanation) =>
        new(code, FindingWeight.Note, title, explanation);

    internal static Finding Warning(string code, string title, string explanation) =>
        new(code, FindingWeight.Warning, title, explanation);

    internal static Finding Fault(string code, string title, string explanation) =>
        new(code, FindingWeight.Fault, title, explanation);
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
