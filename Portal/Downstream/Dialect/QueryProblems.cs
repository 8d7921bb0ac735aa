using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>Queries that a view does not support.</summary>
internal static class QueryProblems
{
    public static ProblemException CannotSearch(string view) =>
        Invalid($"{view} does not support search. Use a filter.");

    public static ProblemException CannotSort(DataView view, string column) =>
        view.Columns.Where(c => c.Sortable).Select(c => c.Name).ToList() is { Count: > 0 } sortable
            ? Invalid($"{view.Title} cannot be sorted by “{Short(column)}”, only by {string.Join(", ", sortable)}.")
            : Invalid($"{view.Title} does not support sorting.");

    public static ProblemException CannotSkip(string view) =>
        Invalid($"{view} cannot start at a row number. Start at the first page and follow “next”.");

    public static ProblemException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.QueryInvalid, StatusCodes.Status400BadRequest, "This view does not support that query", detail));

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
