using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>Writes <see cref="DataGroups"/> as OData's <c>$apply</c>.</summary>
internal static class GroupWriter
{
    /// <summary>The properties of the response, besides the column that groups: its year, month and day, and the value.</summary>
    public const string Year = "groupYear";
    public const string Month = "groupMonth";
    public const string Day = "groupDay";
    public const string Value = "groupValue";

    /// <summary>The path and query of the request.</summary>
    /// <exception cref="ProblemException">The view has no such columns, or does not support groups.</exception>
    public static string Write(ContractView view, DataGroups groups, IReadOnlyList<DataFilter> filters)
    {
        var apply = view.Protocol.Apply ?? throw QueryProblems.CannotGroup(view.View.Title);
        var by = DataGroups.GroupingColumns(view.View).FirstOrDefault(c => c.Name == groups.By)
            ?? throw QueryProblems.CannotGroupBy(view.View, groups.By);
        if (groups.Of is { } number && DataGroups.NumberColumns(view.View).All(c => c.Name != number))
            throw QueryProblems.CannotAddUp(view.View, number);

        var parts = PartsOf(by, groups.Period).ToList();
        var steps = new List<string>();
        if (filters.Count > 0)
            steps.Add($"filter({FilterWriter.Expression(view, filters)})");
        if (parts.Count > 0)
            steps.Add($"compute({string.Join(',', parts.Select(p => $"{p.Function}({by.Name}) as {p.Alias}"))})");
        var keys = parts.Count > 0 ? string.Join(',', parts.Select(p => p.Alias)) : by.Name;
        var value = groups.Of is { } of ? $"{of} with {groups.Method} as {Value}" : $"$count as {Value}";
        steps.Add($"groupby(({keys}),aggregate({value}))");
        var options = view.Required.Select(r => $"&{QueryWriter.EscapeName(r.Key)}={Uri.EscapeDataString(r.Value)}");
        return $"{view.Path}?{QueryWriter.EscapeName(apply)}={Uri.EscapeDataString(string.Join('/', steps))}{string.Concat(options)}";
    }

    // A day of a date is its own value.
    private static IEnumerable<(string Function, string Alias)> PartsOf(DataColumn by, string? period)
    {
        if (period is null || !DataGroups.HasPeriods(by) || (period == GroupPeriods.Day && by.Type == ColumnTypes.Date))
            yield break;

        yield return ("year", Year);
        if (period is GroupPeriods.Month or GroupPeriods.Day)
            yield return ("month", Month);
        if (period == GroupPeriods.Day)
            yield return ("day", Day);
    }
}
