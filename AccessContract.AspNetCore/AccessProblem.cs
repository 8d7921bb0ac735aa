using System.Diagnostics;
using System.Net.Mime;
using System.Text.Json.Serialization;

namespace AccessContract.AspNetCore;

/// <summary>A refusal as problem details (RFC 9457), with what was required and what the token has.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
public sealed record AccessProblem(string Code, string Title, int Status, string Detail)
{
    /// <summary>An API can replace it with a URI of its own.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = $"urn:access-contract:problem:{Code}";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    /// <summary>The alternatives of the operation; null if it has no rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AccessAlternative>? Required { get; init; }

    /// <summary>Null unless the token is valid.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenFacts? Presented { get; init; }

    /// <summary>
    /// The names of the failed checks, in the order in which to fix them; null if tokens cannot be validated at all.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Failed { get; init; }

    /// <summary>Writes the problem with the trace ID of the request, see <see cref="AccessContractOptions.WriteProblem"/>.</summary>
    public static Task WriteAsync(HttpContext context, AccessProblem problem) => context.Response.WriteAsJsonAsync(
        problem with { TraceId = Activity.Current?.Id ?? context.TraceIdentifier },
        options: null,
        MediaTypeNames.Application.ProblemJson,
        context.RequestAborted);
}
