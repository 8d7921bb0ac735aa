using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Demo;

/// <summary>Reads an order for the levers out of a request; what is wrong with it is said with the field.</summary>
internal static class DemoBody
{
    private const int MaxBytes = 32 * 1024;

    // The request, its choice, the list, the change; then the value.
    private const int Around = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = TamperedValue.Deepest + Around,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="ProblemException">It is none that can be read.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
            throw Refused("It is sent as JSON.", StatusCodes.Status415UnsupportedMediaType);

        var body = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
            throw Refused($"It may have {MaxBytes / 1024} KB at most.", StatusCodes.Status413PayloadTooLarge);

        try
        {
            return JsonSerializer.Deserialize<T>(body.AsSpan(0, length), Json) ?? throw Refused("It is empty.");
        }
        catch (JsonException exception)
        {
            throw Refused("It is not what /openapi/v1.json describes: every member once, and no other.", field: Field(exception.Path));
        }
    }

    /// <exception cref="ProblemException">Something is wrong: the first that is.</exception>
    public static void Check(IEnumerable<FieldError> mistakes)
    {
        if (mistakes.FirstOrDefault() is { } mistake)
            throw Refused(mistake);
    }

    public static ProblemException Refused(FieldError mistake) => Refused(mistake.Words, field: mistake.Field);

    private static ProblemException Refused(string detail, int status = StatusCodes.Status400BadRequest, string? field = null) =>
        new(new ApiProblem(ProblemCodes.RequestInvalid, status, "This cannot be done", detail, Field: field));

    // $.choice.changes[0].name; the whole body is no field.
    private static string? Field(string? path) => path is { Length: > 2 } ? path[2..] : null;
}
