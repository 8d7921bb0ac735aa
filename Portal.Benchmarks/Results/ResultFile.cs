using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Benchmarks.Results;

/// <summary>Writes the measurements as JSON.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static async Task WriteAsync(
        string path, IReadOnlyList<Measurement> measurements, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, measurements, Format, cancellationToken);
    }
}
