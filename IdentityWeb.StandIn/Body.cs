using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>
/// Converts objects to request bodies and response bodies to objects: JSON, unless the options have a serializer.
/// </summary>
internal static class Body
{
    private static readonly JsonSerializerOptions IgnoreCase = new() { PropertyNameCaseInsensitive = true };

    public static HttpContent? Write<TInput>(TInput input, DownstreamApiOptions options, JsonTypeInfo<TInput>? type)
    {
        if (options.Serializer is { } serializer)
            return serializer(input);

        return input switch
        {
            null => null,
            HttpContent content => content,
            string text when IsText(options.ContentType) => new StringContent(text),
            byte[] bytes => new ByteArrayContent(bytes),
            Stream stream => new StreamContent(stream),
            _ => new StringContent(Serialize(input, type), Encoding.UTF8, MediaTypeNames.Application.Json),
        };
    }

    /// <exception cref="HttpRequestException">The status is not a success. The message contains the start of the response.</exception>
    /// <exception cref="NotSupportedException">The response is neither JSON nor text, and there is no deserializer.</exception>
    public static async Task<TOutput?> ReadAsync<TOutput>(
        HttpResponseMessage response,
        DownstreamApiOptions options,
        JsonTypeInfo<TOutput>? type,
        CancellationToken cancellationToken)
        where TOutput : class
    {
        await FailedResponse.ThrowIfFailedAsync(response, cancellationToken);

        var content = response.Content;
        if (options.Deserializer is { } deserializer)
            return deserializer(content) as TOutput;
        if (typeof(TOutput).IsAssignableFrom(typeof(HttpContent)))
            return content as TOutput;

        var text = await content.ReadAsStringAsync(cancellationToken);
        return content.Headers.ContentType?.MediaType switch
        {
            MediaTypeNames.Application.Json => Deserialize(text, type),
            { } other when !IsText(other) => throw new NotSupportedException(
                $"The API returned {other}. Set {nameof(options.Deserializer)} to read it."),
            _ => text as TOutput,
        };
    }

    private static string Serialize<TInput>(TInput input, JsonTypeInfo<TInput>? type) =>
        type is null ? JsonSerializer.Serialize(input) : JsonSerializer.Serialize(input, type);

    private static TOutput? Deserialize<TOutput>(string text, JsonTypeInfo<TOutput>? type) =>
        type is null ? JsonSerializer.Deserialize<TOutput>(text, IgnoreCase) : JsonSerializer.Deserialize(text, type);

    private static bool IsText(string? mediaType) =>
        mediaType?.StartsWith("text", StringComparison.OrdinalIgnoreCase) == true;
}
