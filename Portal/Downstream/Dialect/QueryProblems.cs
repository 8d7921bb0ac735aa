using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>Queries that a view does not support.</summary>
internal static class QueryProblems
{
    public static ProblemException NoSuchColumn(string view, string column) =>
        QueryInvalid($"{view} has no column “{Short(column)}”. Remove that filter.");

    public static ProblemException CannotFilter(string column, string filterOperator) =>
        QueryInvalid($"{column} cannot be filtered by “{Short(filterOperator)}” with these values. Choose another condition.");

    public static ProblemException CannotSearch(string view) =>
        QueryInvalid($"{view} does not support search. Use a filter.");

    public static ProblemException CannotSort(DataView view, string column) =>
        view.Columns.Where(c => c.Sortable).Select(c => c.Name).ToList() is { Count: > 0 } sortable
            ? QueryInvalid($"{view.Title} cannot be sorted by “{Short(column)}”, only by {string.Join(", ", sortable)}.")
            : QueryInvalid($"{view.Title} does not support sorting.");

    public static ProblemException CannotSkip(string view) =>
        QueryInvalid($"{view} cannot start at a row number. Start at the first page and follow “next”.");

    public static ProblemException InvalidValue(DataColumn column, string value) =>
        QueryInvalid($"“{Short(value)}” is not a valid value for {column.Title}. Expected: {ExpectedValue(column.Type)}.");

    private static ProblemException QueryInvalid(string detail) => new(new ApiProblem(
        ProblemCodes.QueryInvalid, StatusCodes.Status400BadRequest, "This view does not support that query", detail));

    private static string ExpectedValue(string type) => type switch
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
