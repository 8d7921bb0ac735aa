using System.Text.Json;
using AccessContract;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Tokens;

/// <summary>Reads a pasted token from a request of limited size. The token is never logged.</summary>
internal static class PastedToken
{
    private const string Title = "This cannot be decoded";

    // The longest token, its JSON, and what people copy along with a token.
    private const int MaxBodyBytes = DecodedToken.MaxLength + (12 * 1024);

    /// <exception cref="ProblemException">The body or the token cannot be read.</exception>
    public static async Task<DecodedToken> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, MaxBodyBytes, Title, cancellationToken);
        var decoded = DecodedToken.OfPasted(TextIn(body));
        return decoded.Error is { } error ? throw Unreadable(StatusCodes.Status400BadRequest, error) : decoded;
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

        throw Unreadable(StatusCodes.Status400BadRequest, "The body must be a JSON object with the member token, a string.");
    }

    private static ProblemException Unreadable(int status, string detail) =>
        new(new ApiProblem(ProblemCodes.RequestInvalid, status, Title, detail));
}
