using System.Text.Json;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Demo;

/// <summary>Reads and validates the bodies of requests to the emulator's controls.</summary>
internal static class DemoBody
{
    private const string Title = "Invalid request";
    private const int MaxBytes = 32 * 1024;

    // The levels of JSON around a value: the request, its choice, the list of changes, the change.
    private const int Around = 4;

    private static readonly JsonSerializerOptions Json = JsonBody.Strict(TamperedValue.MaxDepth + Around);

    public static Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class =>
        JsonBody.ReadAsync<T>(request, MaxBytes, Title, Json, cancellationToken);

    /// <exception cref="ProblemException">The first error, if there is one.</exception>
    public static void Check(IEnumerable<FieldError> errors)
    {
        if (errors.FirstOrDefault() is { } error)
            throw Refused(error);
    }

    public static ProblemException Refused(FieldError error) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, Title, error.Message, Field: error.Field));
}
