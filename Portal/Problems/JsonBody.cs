using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Problems;
using ServiceDefaults;

namespace Portal.Problems;

/// <summary>Reads the JSON body of a request, up to a limit. Invalid bodies throw a problem with the given title.</summary>
internal static class JsonBody
{
    /// <summary>As <see cref="StrictJson.Apply"/>, and without unknown members.</summary>
    public static JsonSerializerOptions Strict(int maxDepth = 8)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            MaxDepth = maxDepth,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        StrictJson.Apply(options);
        return options;
    }

    /// <exception cref="ProblemException">415: not JSON. 413: longer than <paramref name="maxBytes"/>.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int maxBytes, string title, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw Invalid(StatusCodes.Status415UnsupportedMediaType, title, "Send the body as application/json.");

        if (request.ContentLength > maxBytes)
            throw TooLong(title, maxBytes);

        var body = new byte[(int)(request.ContentLength ?? maxBytes) + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= maxBytes
            ? body[..length]
            : throw TooLong(title, maxBytes);
    }

    /// <param name="namesMember">Whether the problem names the invalid member. The name comes from the body.</param>
    /// <exception cref="ProblemException">As <see cref="ReadAsync"/>, and 400 for a body that does not fit the type.</exception>
    public static async Task<T> ReadAsync<T>(
        HttpRequest request,
        int maxBytes,
        string title,
        JsonSerializerOptions options,
        CancellationToken cancellationToken,
        bool namesMember = true)
        where T : class
    {
        var body = await ReadAsync(request, maxBytes, title, cancellationToken);
        try
        {
            StrictJson.CheckText(body);
            return JsonSerializer.Deserialize<T>(body, options)
                ?? throw Invalid(StatusCodes.Status400BadRequest, title, "The body is empty.");
        }
        catch (JsonException exception)
        {
            var member = namesMember ? StrictJson.MemberOf(exception) : null;
            throw Invalid(
                StatusCodes.Status400BadRequest,
                title,
                (member is null ? "The body" : $"The member {member}")
                    + " does not match /openapi/v1.json: send valid JSON, each member once and no others.",
                member);
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
            StrictJson.CheckText(body);
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return body;
        }
        catch (JsonException)
        {
            // Reported below, like JSON that is not an object.
        }

        throw Invalid(StatusCodes.Status400BadRequest, title, "The body must be a JSON object, with each member once.");
    }

    private static ProblemException Invalid(int status, string title, string detail, string? field = null) =>
        new(new ApiProblem(ProblemCodes.RequestInvalid, status, title, detail, Field: field));

    private static ProblemException TooLong(string title, int maxBytes) =>
        Invalid(StatusCodes.Status413PayloadTooLarge, title, $"The body may have at most {maxBytes / 1024} KB.");
}
