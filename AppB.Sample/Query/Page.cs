using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace AppB.Sample.Query;

/// <summary>A page of a collection.</summary>
public sealed record Page<T>
{
    [JsonPropertyName("@odata.count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("The number of matching rows, with $count=true. Counting stops at 10001, which means more than 10000.")]
    [Range(0, QueryLimits.CountLimit + 1)]
    public int? Count { get; init; }

    [Description("The rows.")]
    public required IReadOnlyList<T> Value { get; init; }

    [JsonPropertyName("@odata.nextLink")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("The next page; absent on the last page. Use it unchanged.")]
    public string? NextLink { get; init; }
}
