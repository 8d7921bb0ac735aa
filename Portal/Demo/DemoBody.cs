using System.Text.Json;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Demo;

/// <summary>Reads an order for the levers out of a request; what is wrong with it is said with the field.</summary>
internal static class DemoBody
{
    private const string Title = "This cannot be done";
    private const int MaxBytes = 32 * 1024;

    // The request, its choice, the list, the change; then the value.
    private const int Around = 4;

    private static readonly JsonSerializerOptions Json = JsonBody.Strict(TamperedValue.Deepest + Around);

    public static Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class =>
        JsonBody.ReadAsync<T>(request, MaxBytes, Title, Json, cancellationToken, namesField: true);

    /// <exception cref="ProblemException">Something is wrong: the first that is.</exception>
    public static void Check(IEnumerable<FieldError> mistakes)
    {
        if (mistakes.FirstOrDefault() is { } mistake)
            throw Refused(mistake);
    }

    public static ProblemException Refused(FieldError mistake) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, Title, mistake.Words, Field: mistake.Field));
}
