using System.Text.Json.Serialization;

namespace Entra.Emulator.OAuth.Errors;

/// <summary>Entra's JSON error response, for endpoints outside OpenIddict.</summary>
internal sealed record ErrorResponse(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description,
    [property: JsonPropertyName("error_codes")] IReadOnlyList<int> Codes,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("trace_id")] string TraceId,
    [property: JsonPropertyName("correlation_id")] string CorrelationId,
    [property: JsonPropertyName("error_uri")] string Uri)
{
    [JsonPropertyName("suberror")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SubError { get; init; }

    public static ErrorResponse From(ErrorReport report) => new(
        report.Error.Error,
        report.Description,
        [report.Error.Code],
        report.Timestamp,
        report.TraceId,
        report.CorrelationId,
        report.Uri)
    {
        SubError = report.Error.SubError,
    };
}
