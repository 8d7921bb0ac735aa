using System.Globalization;
using Portal.Contracts.Problems;
using Portal.Exports.Formats;

namespace Portal.Exports;

/// <summary>Why an export does not begin or does not end, in words.</summary>
internal static class ExportProblems
{
    public static ApiProblem TooMany(int most) => new(
        ProblemCodes.ExportLimit,
        StatusCodes.Status429TooManyRequests,
        $"{most} exports are running already",
        "Wait until one of them is done, or cancel it.");

    public static ApiProblem NotYours() => new(
        ProblemCodes.NotFound, StatusCodes.Status404NotFound, "No such export", "An export can be fetched by whoever began it alone.");

    public static ApiProblem Over() => new(
        ProblemCodes.RequestInvalid,
        StatusCodes.Status409Conflict,
        "This export was fetched or cancelled before",
        "Every export has an address of its own, which works once. Begin another one on the page of the view.");

    public static ApiProblem OtherSite() => new(
        ProblemCodes.RequestInvalid,
        StatusCodes.Status403Forbidden,
        "Exports begin on the portal's own pages",
        "Another site led here. Open the view in the portal and export it there.");

    public static ApiProblem NoSuchFormat(string? format) => new(
        ProblemCodes.RequestInvalid,
        StatusCodes.Status400BadRequest,
        "No such format",
        $"A result is exported as csv or xlsx, not as “{(format?.Length > 40 ? format[..40] + "…" : format)}”.");

    public static ApiProblem WrongId() => new(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "This is no export's id", "It is a GUID, or left out.");

    public static ApiProblem NoSuchView(string api, string view) => new(
        ProblemCodes.NotFound, StatusCodes.Status404NotFound, "No such view", $"{api} has no view called {view}.");

    public static ApiProblem TooLarge(ExportFormat format) => new(
        ProblemCodes.ExportTooLarge,
        StatusCodes.Status422UnprocessableEntity,
        "More rows than an Excel sheet holds",
        $"A sheet has room for {format.MaxRows?.ToString("N0", CultureInfo.InvariantCulture)} rows. Filter the view, or export it "
        + "as CSV, which has no such limit.");

    public static ApiProblem Circle(string api) => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        "The pages lead in a circle",
        $"{api} gave a page as the one that follows it. Tell whoever runs it.",
        Api: api);

    public static ApiProblem NotFetched() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status504GatewayTimeout,
        "The browser did not fetch the file",
        "It may have blocked the download, or your session is over. Try again.");

    public static ApiProblem TooLong() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status504GatewayTimeout,
        "The export took longer than an hour",
        "Filter the view, or do not pause the download.");

    public static ApiProblem Unexpected() => new(
        ProblemCodes.InternalError,
        StatusCodes.Status500InternalServerError,
        "The portal failed",
        "Something went wrong that the portal was not prepared for. Tell whoever runs it when it happened.");
}
