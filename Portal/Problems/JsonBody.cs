using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Problems;

namespace Portal.Problems;

/// <summary>Reads the JSON body of a request, up to a limit. Invalid bodies throw a problem with the given title.</summary>
internal static class JsonBody
{
    /// <summary>Each member at most once, no unknown members, null only where nullable, numbers not as strings.</summary>
    public static JsonSerializerOptions Strict(int maxDepth = 8) => new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = maxDepth,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="ProblemException">415: not JSON. 413: longer than <paramref name="maxBytes"/>.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int maxBytes, string title, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw Invalid(StatusCodes.Status415UnsupportedMediaType, title, "Send the body as application/json.");

        var body = new byte[maxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= maxBytes
            ? body[..length]
            : throw Invalid(StatusCodes.Status413PayloadTooLarge, title, $"The body may have at most {maxBytes / 1024} KB.");
    }

    /// <param name="namesField">
    /// Whether a problem names the invalid field. The name comes from the body, so only for forms of the portal's own pages.
    /// </param>
    /// <exception cref="ProblemException">As <see cref="ReadAsync"/>, and 400 for a body that does not fit the type.</exception>
    public static async Task<T> ReadAsync<T>(
        HttpRequest request,
        int maxBytes,
        string title,
        JsonSerializerOptions options,
        CancellationToken cancellationToken,
        bool namesField = false)
        where T : class
    {
        var body = await ReadAsync(request, maxBytes, title, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<T>(body, options)
                ?? throw Invalid(StatusCodes.Status400BadRequest, title, "The body is empty.");
        }
        catch (JsonException exception)
        {
            throw Invalid(
                StatusCodes.Status400BadRequest,
                title,
                "The body does not match /openapi/v1.json: send each member once and no others.",
                namesField ? Field(exception.Path) : null);
        }
        catch (InvalidOperationException)
        {
            // For example, text with half a surrogate pair.
            throw Invalid(StatusCodes.Status400BadRequest, title, "The body is not valid JSON.");
        }
    }

    /// <summary>The bytes of a JSON object, unchanged.</summary>
    /// <exception cref="ProblemException">As <see cref="ReadAsync"/>, and 400 for anything but an object.</exception>
    public static async Task<byte[]> ReadObjectAsync(
        HttpRequest request, int maxBytes, string title, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, maxBytes, title, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return body;
        }
        catch (JsonException)
        {
            // Reported below, like JSON that is not an object.
        }

        throw Invalid(StatusCodes.Status400BadRequest, title, "The body must be a JSON object.");
    }

    private static ProblemException Invalid(int status, string title, string detail, string? field = null) =>
        new(new ApiProblem(ProblemCodes.RequestInvalid, status, title, detail, Field: field));

    // $.choice.changes[0].name becomes choice.changes[0].name; $ alone is the whole body, not a field.
    private static string? Field(string? path) => path is { Length: > 2 } ? path[2..] : null;
}
