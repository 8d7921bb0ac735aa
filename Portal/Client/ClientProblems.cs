using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Client;

/// <summary>The problems that arise on this side of <c>/api</c>.</summary>
internal static class ClientProblems
{
    public static ApiProblem Unreachable() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The portal's backend did not answer",
        "The page runs, but its own /api could not be reached. Try again; if it stays so, whoever runs the portal "
        + "should check Portal:Api:BaseUrl.");

    public static ApiProblem TooSlow() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status504GatewayTimeout,
        "The portal's backend took too long",
        "No answer came in time. Try again in a moment.");

    public static ApiProblem Unreadable(int status) => new(
        ProblemCodes.DownstreamInvalid,
        status,
        "The answer could not be read",
        "It is not the JSON that its contract promises. Quote the trace id to whoever runs the API.");

    public static ApiProblem SignInAgain(string? errorCode) => new(
        ProblemCodes.SignInRequired,
        StatusCodes.Status401Unauthorized,
        "Sign in again",
        "The portal holds no token for you any more. Signing in again brings you back to this page.",
        ErrorCode: errorCode);

    public static ApiProblem AuthorityUnavailable() => new(
        ProblemCodes.AuthorityUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The identity provider did not answer",
        "The portal needs a fresh token for you and could not reach the authority that issues it. Try again.");

    public static ApiProblem BrokenOff() => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        "The answer broke off",
        "It began and did not end: it was larger, or took longer, than the portal passes on. Ask for fewer rows.");

    public static PortalApiException NoSuchColumn(string view, string column) =>
        Wrong($"{view} has no column “{Short(column)}”. Remove that filter.");

    public static PortalApiException CannotFilter(string column, string filterOperator) =>
        Wrong($"{column} cannot be filtered by “{Short(filterOperator)}” with these values. Choose another condition.");

    public static PortalApiException CannotSearch(string view) =>
        Wrong($"{view} cannot be searched by words. Use a filter.");

    public static PortalApiException NotOfType(DataColumn column, string value) =>
        Wrong($"{column.Title} is compared with “{Short(value)}”, which is no {Word(column.Type)}.");

    private static PortalApiException Wrong(string detail) => new(new ApiProblem(
        ProblemCodes.QueryInvalid, StatusCodes.Status400BadRequest, "This view cannot be asked so", detail));

    private static string Word(string type) => type switch
    {
        ColumnTypes.WholeNumber => "whole number",
        ColumnTypes.Number => "number, such as 1250.50",
        ColumnTypes.Boolean => "true or false",
        ColumnTypes.Date => "date, such as 2026-01-31",
        ColumnTypes.Time => "time, such as 2026-01-31T12:00:00Z",
        _ => "value to compare with",
    };

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
