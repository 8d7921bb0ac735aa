using System.Text.Json.Serialization;
using AccessContract.AspNetCore;

namespace AppB.Sample.Problems;

/// <summary>
/// The format of every error (RFC 9457). A refusal of the access contract, an <see cref="AccessProblem"/>, has the same
/// members, and in addition what was required and what the token has.
/// </summary>
public sealed record Problem(string Code, string Title, int Status, string Detail)
{
    public const string MediaType = "application/problem+json";

    [JsonPropertyOrder(-1)]
    public string Type => TypeOf(Code);

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>The type of a problem with this code.</summary>
    public static string TypeOf(string code) => $"urn:appb:problem:{code}";
}
