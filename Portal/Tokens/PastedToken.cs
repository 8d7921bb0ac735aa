using System.Text.Json;
using AccessContract;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Tokens;

/// <summary>Reads a pasted token out of a request: bounded, and answered in words whatever it is. It goes into no log.</summary>
internal static class PastedToken
{
    private const string Title = "This cannot be decoded";

    // A token of the longest length in its JSON, and what people copy around one.
    private const int MaxBodyBytes = DecodedToken.MaxLength + (12 * 1024);

    /// <exception cref="ProblemException">It is none that can be read.</exception>
    public static async Task<TokenContent> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, MaxBodyBytes, Title, cancellationToken);
        var decoded = DecodedToken.OfPasted(TextIn(body));
        return decoded.Token ?? throw Unreadable(StatusCodes.Status400BadRequest, decoded.Fault!);
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
            // The answer below says all that there is to say.
        }

        throw Unreadable(StatusCodes.Status400BadRequest, "It is sent as JSON: an object with the member token.");
    }

    private static ProblemException Unreadable(int status, string detail) =>
        new(new ApiProblem(ProblemCodes.RequestInvalid, status, Title, detail));
}
