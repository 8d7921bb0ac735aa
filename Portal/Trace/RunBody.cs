using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Problems;

namespace Portal.Trace;

/// <summary>Reads a reported run out of a request: bounded, and nothing in it that is not asked for.</summary>
internal static class RunBody
{
    private const int MaxBytes = 32 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 8,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="ProblemException">It is none that can be read.</exception>
    public static async Task<RunReport> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw Refused(StatusCodes.Status415UnsupportedMediaType, "It is sent as JSON.");

        var body = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
            throw Refused(StatusCodes.Status413PayloadTooLarge, $"It may have {MaxBytes / 1024} KB at most.");

        try
        {
            return JsonSerializer.Deserialize<RunReport>(body.AsSpan(0, length), Json) ?? throw Unreadable();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unreadable();
        }
    }

    public static ProblemException Refused(int status, string detail) => new(new ApiProblem(
        status == StatusCodes.Status409Conflict ? ProblemCodes.ChangeRefused : ProblemCodes.RequestInvalid,
        status,
        "This run cannot be taken",
        detail));

    private static ProblemException Unreadable() => Refused(
        StatusCodes.Status400BadRequest, "It is not what /openapi/v1.json describes: every member once, and no other.");
}
