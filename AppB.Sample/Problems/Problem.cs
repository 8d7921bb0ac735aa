using System.Text.Json.Serialization;
using AccessContract;
using AccessContract.AspNetCore;

namespace AppB.Sample.Problems;

/// <summary>
/// The format of every error (RFC 9457). Access errors include what was required and what the token has.
/// </summary>
public sealed record Problem(string Code, string Title, int Status, string Detail)
{
    public const string MediaType = "application/problem+json";

    [JsonPropertyOrder(-1)]
    public string Type => $"urn:appb:problem:{Code}";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AccessAlternative>? Required { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenFacts? Presented { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Failed { get; init; }

    /// <summary>A refusal of the access contract in AppB's format.</summary>
    public static Problem Of(AccessProblem refusal) => new(refusal.Code, refusal.Title, refusal.Status, refusal.Detail)
    {
        Required = refusal.Required,
        Presented = refusal.Presented,
        Failed = refusal.Failed,
    };
}
