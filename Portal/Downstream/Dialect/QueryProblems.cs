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

    public static ProblemException CannotGroup(string view) =>
        Invalid($"{view} cannot be grouped: the API does not compute values of groups.");

    public static ProblemException CannotGroupBy(DataView view, string column) => Invalid(
        $"{view.Title} cannot be grouped by “{Short(column)}”, only by {Names(DataGroups.GroupingColumns(view))}.");

    public static ProblemException CannotAddUp(DataView view, string column) => Invalid(
        $"“{Short(column)}” cannot be added up. Numbers of {view.Title} are: {Names(DataGroups.NumberColumns(view))}.");

    public static ProblemException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.QueryInvalid, StatusCodes.Status400BadRequest, "This view does not support that query", detail));

    private static string Names(IReadOnlyList<DataColumn> columns) =>
        columns.Count == 0 ? "none" : string.Join(", ", columns.Select(c => c.Name));

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
