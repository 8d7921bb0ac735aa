using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>Writes <see cref="DataGroups"/> as OData's <c>$apply</c>.</summary>
internal static class GroupWriter
{
    /// <summary>The properties of the response, besides the columns that group: the year, month and day, and the value.</summary>
    public const string Year = "groupYear";
    public const string Month = "groupMonth";
    public const string Day = "groupDay";
    public const string Value = "groupValue";

    /// <summary>The path and query of the request.</summary>
    /// <param name="currency">The rows are grouped by this column, too.</param>
    /// <exception cref="ProblemException">The view has no such columns, or does not support groups.</exception>
    public static string Write(
        ContractView view, DataGroups groups, IReadOnlyList<DataFilter> filters, DataColumn? currency = null)
    {
        var apply = view.Protocol.Apply ?? throw QueryProblems.CannotGroup(view.View.Title);
        var by = DataGroups.GroupingColumns(view.View).FirstOrDefault(c => c.Name == groups.By)
            ?? throw QueryProblems.CannotGroupBy(view.View, groups.By);
        if (groups.Of is { } number && DataGroups.NumberColumns(view.View).All(c => c.Name != number))
            throw QueryProblems.CannotAddUp(view.View, number);

        var parts = PartsOf(by, groups.Period);
        var steps = new List<string>();
        if (filters.Count > 0)
            steps.Add($"filter({FilterWriter.Expression(view, filters)})");
        if (parts.Count > 0)
            steps.Add($"compute({string.Join(',', parts.Select(p => $"{p.Function}({by.Name}) as {p.Alias}"))})");
        var keys = (parts.Count > 0 ? parts.Select(p => p.Alias) : [by.Name]).Concat(currency is null ? [] : [currency.Name]).Distinct();
        var value = groups.Of is { } of ? $"{of} with {groups.Method} as {Value}" : $"$count as {Value}";
        steps.Add($"groupby(({string.Join(',', keys)}),aggregate({value}))");
        return WithRequired(view, $"{view.Path}?{QueryWriter.EscapeName(apply)}={Uri.EscapeDataString(string.Join('/', steps))}");
    }

    /// <summary>The path and query of a further page of the same groups.</summary>
    /// <param name="first">The address of the first page.</param>
    /// <param name="after">The query of the next page's link, or a token.</param>
    public static string WritePage(ContractView view, string first, string after) => after is ['?', ..]
        ? WithRequired(view, view.Path + after)
        : $"{first}&{QueryWriter.EscapeName(view.Protocol.Cursor ?? "")}={Uri.EscapeDataString(after)}";

    /// <summary>
    /// The parts of a day or time that group the rows; none for the values of a column. A day of a date is its own value.
    /// </summary>
    public static IReadOnlyList<(string Function, string Alias)> PartsOf(DataColumn by, string? period) => period switch
    {
        _ when !DataGroups.HasPeriods(by) => [],
        GroupPeriods.Year => [("year", Year)],
        GroupPeriods.Month => [("year", Year), ("month", Month)],
        GroupPeriods.Day when by.Type != ColumnTypes.Date => [("year", Year), ("month", Month), ("day", Day)],
        _ => [],
    };

    private static string WithRequired(ContractView view, string address)
    {
        var named = QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..]);
        return address + string.Concat(view.Required.Where(r => !named.ContainsKey(r.Key))
            .Select(r => $"&{QueryWriter.EscapeName(r.Key)}={Uri.EscapeDataString(r.Value)}"));
    }
}
