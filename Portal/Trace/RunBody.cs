using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Problems;

namespace Portal.Trace;

/// <summary>Reads a reported run from a request body of limited size, without unknown members.</summary>
internal static class RunBody
{
    private const string Title = "This run was not accepted";
    private const int MaxBytes = 32 * 1024;

    private static readonly JsonSerializerOptions Json = JsonBody.Strict();

    /// <exception cref="ProblemException">The body is not a valid run.</exception>
    public static Task<RunReport> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        JsonBody.ReadAsync<RunReport>(request, MaxBytes, Title, Json, cancellationToken, namesMember: false);

    public static ProblemException Refused(int status, string detail) => new(new ApiProblem(
        status == StatusCodes.Status409Conflict ? ProblemCodes.ChangeRefused : ProblemCodes.RequestInvalid,
        status,
        Title,
        detail));
}
