using System.Text.Json;
using AccessContract;
using AccessContract.Pasting;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Tokens;

/// <summary>Reads pasted text from a request of limited size, and finds the tokens in it. They are never logged.</summary>
internal static class PastedToken
{
    private const string Title = "This cannot be decoded";

    // The longest token, its JSON, and what people copy along with a token.
    private const int MaxBodyBytes = DecodedToken.MaxLength + (12 * 1024);

    /// <exception cref="ProblemException">The body cannot be read, or the text has no token.</exception>
    public static async Task<PasteResult> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, MaxBodyBytes, Title, cancellationToken);
        var found = PastedText.Read(TextIn(body));
        return found.Error is null
            ? found
            : throw new ProblemException(new ApiProblem(
                ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, found.Title ?? Title, found.Error));
    }

    private static string TextIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("token", out var token)
                && token.ValueKind == JsonValueKind.String)
            {
                return token.GetString()!;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Reported below, like any other body without a token.
        }

        throw Unreadable("The body must be a JSON object with the member token, a string.");
    }

    private static ProblemException Unreadable(string detail) =>
        new(new ApiProblem(ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, Title, detail));
}
