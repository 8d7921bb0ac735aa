using System.Globalization;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Exports.Formats;

namespace Portal.Exports;

/// <summary>Problems that prevent an export from starting or finishing.</summary>
internal static class ExportProblems
{
    public static ApiProblem TooMany(int max) => new(
        ProblemCodes.ExportLimit,
        StatusCodes.Status429TooManyRequests,
        $"{max} exports are already running",
        "Wait for one to finish, or cancel it.");

    public static ApiProblem OtherUser() => new(
        ProblemCodes.NotFound, StatusCodes.Status404NotFound, "No such export", "Only the user who started an export can download it.");

    public static ApiProblem AlreadyEnded() => new(
        ProblemCodes.RequestInvalid,
        StatusCodes.Status409Conflict,
        "This export was already downloaded or cancelled",
        "The address of an export works once. Start a new export on the view's page.");

    public static ApiProblem OtherSite() => new(
        ProblemCodes.RequestInvalid,
        StatusCodes.Status403Forbidden,
        "Exports must start on the portal's own pages",
        "This request came from another site. Open the view in the portal and export it there.");

    public static ApiProblem NoSuchFormat(string? format) => new(
        ProblemCodes.RequestInvalid,
        StatusCodes.Status400BadRequest,
        "Unknown export format",
        $"The format must be csv or xlsx, not “{(format?.Length > 40 ? format[..40] + "…" : format)}”.");

    public static ApiProblem InvalidId() => new(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "Not a valid export ID", "The id must be a GUID or omitted.");

    public static ApiProblem TooLarge(ExportFormat format) => new(
        ProblemCodes.ExportTooLarge,
        StatusCodes.Status422UnprocessableEntity,
        "More rows than an Excel sheet holds",
        $"A worksheet holds {Grouped(format.MaxRows ?? 0)} rows. Filter the view, or export it "
        + "as CSV, which has no such limit.");

    /// <param name="reason">One of <see cref="IncompleteReasons"/>.</param>
    public static ApiProblem NotAllRows(string api, string reason) => Incomplete(api, IncompleteReasons.Describe(api, reason));

    public static ApiProblem RepeatedRows(string api, string key, long rows) => Incomplete(
        api,
        $"{(rows == 1 ? "1 row has" : $"{Grouped(rows)} rows have")} the same {key} as an earlier one. "
            + "If rows moved between pages meanwhile, others are missing.");

    public static ApiProblem OtherCount(string api, long counted, long rows) => Incomplete(
        api,
        $"{api} counted {Grouped(counted)} rows and returned {Grouped(rows)}. "
            + "If rows were not added or removed meanwhile, some are missing or repeated.");

    public static ApiProblem ViewChanged(string api, string view) => Incomplete(
        api, $"{api} changed “{view}” during the export. Reload the page of the view, and export it again.");

    public static ApiProblem EmptyPages(string api, int pages) => Incomplete(
        api, $"{api} returned {Grouped(pages)} pages without rows in succession, each with a link to another one.");

    public static ApiProblem NotFetched() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status504GatewayTimeout,
        "The browser did not fetch the file",
        "The browser may have blocked the download, or your session has ended. Try again.");

    public static ApiProblem TooLong() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status504GatewayTimeout,
        "The export took longer than an hour",
        "Filter the view, or do not pause the download.");

    public static ApiProblem Unexpected() => new(
        ProblemCodes.InternalError,
        StatusCodes.Status500InternalServerError,
        "The portal failed",
        "An unexpected error occurred. Tell the portal's operator when it happened.");

    /// <summary><c>4 of 10 rows</c>, as far as the number of all rows is known.</summary>
    public static string Extent(Export export) => export switch
    {
        { TotalIsMinimum: false, Total: { } total } when total > export.Rows => $"{Grouped(export.Rows)} of {Grouped(total)} rows",
        { Rows: 1 } => "1 row",
        _ => $"{Grouped(export.Rows)} rows",
    };

    private static ApiProblem Incomplete(string api, string detail) => new(
        ProblemCodes.DownstreamInvalid, StatusCodes.Status502BadGateway, "Rows are missing, or may be", detail, Api: api);

    private static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
