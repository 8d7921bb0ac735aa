using System.Net.Mime;
using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Data;

/// <summary>Reads the body of a change: a JSON object of bounded size, handed on as it was written.</summary>
internal static class ChangeBody
{
    private const int MaxBytes = 64 * 1024;

    /// <exception cref="ProblemException">It is something else.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw Invalid(StatusCodes.Status415UnsupportedMediaType, $"A change is sent as {MediaTypeNames.Application.Json}.");

        var body = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
            throw Invalid(StatusCodes.Status413PayloadTooLarge, $"A change has at most {MaxBytes} bytes.");
        if (!IsObject(body.AsMemory(0, length)))
            throw Invalid(StatusCodes.Status400BadRequest, "A change is a JSON object with the values to set.");

        return body[..length];
    }

    private static bool IsObject(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ProblemException Invalid(int status, string detail) =>
        new(new ApiProblem(ProblemCodes.RequestInvalid, status, "The request could not be read", detail));
}
