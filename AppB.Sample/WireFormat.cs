using System.Text.Json.Serialization;
using ServiceDefaults;

namespace AppB.Sample;

/// <summary>JSON conventions: enums by name, numbers as numbers, no duplicate members.</summary>
internal static class WireFormat
{
    private const int MaxJsonDepth = 16;

    public static void AddWireFormat(this IServiceCollection services) => services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        StrictJson.Apply(json.SerializerOptions);
        json.SerializerOptions.MaxDepth = MaxJsonDepth;
    });
}
